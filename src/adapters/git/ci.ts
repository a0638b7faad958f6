import type { Variables } from '../process/variables';
import { readText } from '../files/regular-file';

/** What the variables of a build server say about the commit that is being checked. */
export interface CiFacts {
  /** False on a person's machine. */
  readonly isCi: boolean;
  /** The branch that the pull request goes to. */
  readonly target?: string | undefined;
  /** That branch's commit, where the server merged the pull request into it for this build. */
  readonly targetCommit?: string | undefined;
  /** A commit that the server made of both; its first parent is the target's. */
  readonly mergeCommit?: string | undefined;
  /** The branch that is being built. */
  readonly branch?: string | undefined;
  readonly defaultBranch?: string | undefined;
  /** The commit that the branch was at before this push. */
  readonly before?: string | undefined;
}

export const noCi: CiFacts = { isCi: false };

/** Variables that a server sets to the branch a pull request goes to, as each server documents them. */
const targets = [
  'GITHUB_BASE_REF', // GitHub Actions, Gitea, Forgejo
  'CI_MERGE_REQUEST_TARGET_BRANCH_NAME', // GitLab
  'BITBUCKET_PR_DESTINATION_BRANCH',
  'SYSTEM_PULLREQUEST_TARGETBRANCH', // Azure Pipelines: refs/heads/main, or main for repositories on GitHub
  'BUILDKITE_PULL_REQUEST_BASE_BRANCH',
  'CHANGE_TARGET', // Jenkins, multibranch pipelines
  'DRONE_TARGET_BRANCH',
  'CI_COMMIT_TARGET_BRANCH', // Woodpecker
  'CF_PULL_REQUEST_TARGET', // Codefresh
  'CIRRUS_BASE_BRANCH',
  'CODEBUILD_WEBHOOK_BASE_REF', // AWS CodeBuild: refs/heads/main
  'BITRISEIO_GIT_BRANCH_DEST',
  'CM_PULL_REQUEST_DEST', // Codemagic
] as const;

/** Servers whose variable means the target only while a pull request is being built. */
const conditionalTargets = [
  { name: 'TRAVIS_BRANCH', isPullRequest: (env: Variables) => isSet(env, 'TRAVIS_PULL_REQUEST') },
  {
    name: 'APPVEYOR_REPO_BRANCH',
    isPullRequest: (env: Variables) => isSet(env, 'APPVEYOR_PULL_REQUEST_NUMBER'),
  },
  {
    name: 'SEMAPHORE_GIT_BRANCH',
    isPullRequest: (env: Variables) => env['SEMAPHORE_GIT_REF_TYPE'] === 'pull-request',
  },
] as const;

const branches = [
  'CI_COMMIT_BRANCH', // GitLab, Woodpecker
  'BITBUCKET_BRANCH',
  'BUILD_SOURCEBRANCH', // Azure Pipelines
  'BUILDKITE_BRANCH',
  'CIRCLE_BRANCH',
  'DRONE_BRANCH',
  'TRAVIS_BRANCH',
  'CIRRUS_BRANCH',
] as const;

const defaultBranches = [
  'CI_DEFAULT_BRANCH', // GitLab
  'BUILDKITE_PIPELINE_DEFAULT_BRANCH',
  'DRONE_REPO_BRANCH',
  'CI_REPO_DEFAULT_BRANCH', // Woodpecker
  'CIRRUS_DEFAULT_BRANCH',
] as const;

const befores = [
  'CI_COMMIT_BEFORE_SHA', // GitLab
  'DRONE_COMMIT_BEFORE',
  'CI_PREV_COMMIT_SHA', // Woodpecker
] as const;

/** Variables by which a server tells that it is one. */
const servers = ['CI', 'TF_BUILD', 'JENKINS_URL', 'CODEBUILD_BUILD_ID', 'TEAMCITY_VERSION'] as const;

/** Reads what a build server says. Only GitHub's takes a file to be read: the event. */
export function ciFacts(env: Variables, read: (file: string) => string | undefined = readText): CiFacts {
  const target = targetIn(env);
  const event = eventOf(env, read);
  const isCi = target !== undefined || event.isGitHub || servers.some((name) => isSet(env, name));
  if (!isCi) return noCi;
  return {
    isCi,
    target,
    targetCommit: commit(env['CI_MERGE_REQUEST_TARGET_BRANCH_SHA']),
    mergeCommit: mergeIn(env),
    branch: event.branch ?? branchName(firstOf(env, branches)),
    defaultBranch: event.defaultBranch ?? branchName(firstOf(env, defaultBranches)),
    before: event.before ?? commit(firstOf(env, befores)),
  };
}

function targetIn(env: Variables): string | undefined {
  const named = firstOf(env, targets);
  const conditional = conditionalTargets.find(({ isPullRequest }) => isPullRequest(env));
  return branchName(named ?? (conditional && env[conditional.name]));
}

/** Set, and not to what means no. */
function isSet(env: Variables, name: string): boolean {
  return !/^(?:|0|false|no|off)$/i.test(env[name] ?? '');
}

function firstOf(env: Variables, names: readonly string[]): string | undefined {
  return names.map((name) => env[name]).find((value) => value !== undefined && value !== '');
}

/** `main` for `refs/heads/main`; undefined for refs that are no branches. */
function branchName(ref: string | undefined): string | undefined {
  const name = ref?.replace(/^refs\/heads\//, '');
  return name === undefined || name === '' || name.startsWith('refs/') ? undefined : name;
}

/** Undefined for what is no commit, such as the zeros that stand for none. */
function commit(id: unknown): string | undefined {
  return typeof id === 'string' && /^[0-9a-f]{40,64}$/.test(id) && !/^0+$/.test(id) ? id : undefined;
}

/** GitHub and Azure build `refs/pull/12/merge`, unless the workflow checks out something else. */
function mergeIn(env: Variables): string | undefined {
  const isMerge = (ref: string | undefined): boolean => /^refs\/pull\/\d+\/merge$/.test(ref ?? '');
  if (isMerge(env['GITHUB_REF'])) return commit(env['GITHUB_SHA']);
  return isMerge(env['BUILD_SOURCEBRANCH']) ? commit(env['BUILD_SOURCEVERSION']) : undefined;
}

interface GitHubEvent extends Pick<CiFacts, 'branch' | 'defaultBranch' | 'before'> {
  readonly isGitHub: boolean;
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/variables, and the webhook `push`. */
function eventOf(env: Variables, read: (file: string) => string | undefined): GitHubEvent {
  if (!isSet(env, 'GITHUB_ACTIONS')) return { isGitHub: false };
  const event = parsed(read(env['GITHUB_EVENT_PATH'] ?? ''));
  const repository = field(event, 'repository');
  const defaultBranch = field(repository, 'default_branch');
  return {
    isGitHub: true,
    branch: branchName(env['GITHUB_REF']),
    defaultBranch: typeof defaultBranch === 'string' ? branchName(defaultBranch) : undefined,
    before: env['GITHUB_EVENT_NAME'] === 'push' ? commit(field(event, 'before')) : undefined,
  };
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    // Without its event a build still has its variables.
    return undefined;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
