import { HumanError } from '../../core/human-error';
import { parseCommit } from './commit-tree';
import type { ReadObject } from './objects';
import { git } from './run';

/** The commit against which work is new. */
export interface Base {
  readonly commit: string;
  /**
   * HEAD is known to come from it. If not (no common commit in a shallow clone), what HEAD lacks of it need not have been
   * taken away: it may have come later.
   */
  readonly isAncestor: boolean;
  /** What a person should know about how it was chosen. */
  readonly notices: readonly string[];
}

const remoteDefaults = ['refs/remotes/origin/HEAD', 'refs/remotes/origin/main', 'refs/remotes/origin/master'];
const localDefaults = ['refs/heads/main', 'refs/heads/master'];

/** How the base is chosen. */
export interface BaseChoice {
  /** A revision that the person named. */
  readonly wanted?: string | undefined;
  /** The branch that a pull request goes to, where one is being checked: GitHub's $GITHUB_BASE_REF. */
  readonly pullRequestBranch?: string | undefined;
}

/**
 * Finds the base: the merge base of HEAD with `wanted`, else with the branch that the pull request goes to, else with
 * the default branch, else HEAD. Where two commits have no common one here (a shallow clone), the other side's tip is
 * the base itself.
 *
 * @param top the work tree's top folder
 * @param read reads objects of the same repository
 * @returns undefined before the first commit, also where `wanted` counts back beyond it (`HEAD~1` of a first commit)
 * @throws HumanError if `wanted` is no commit of this repository; GitMissing; GitRefused
 */
export async function resolveBase(
  top: string,
  read: ReadObject,
  { wanted, pullRequestBranch }: BaseChoice,
): Promise<Base | undefined> {
  if (wanted !== undefined) return await wantedBase(top, read, wanted);
  if (pullRequestBranch !== undefined && pullRequestBranch !== '') {
    const head = await commitId(read, 'HEAD');
    return head === undefined ? undefined : await pullRequestBase(top, read, head, pullRequestBranch);
  }
  return await defaultBase(top, read);
}

async function wantedBase(top: string, read: ReadObject, wanted: string): Promise<Base | undefined> {
  const [head, given] = await Promise.all([commitId(read, 'HEAD'), commitId(read, wanted)]);
  if (given !== undefined) return await againstCommit(top, head, { name: wanted, commit: given });
  if (await isBeforeFirstCommit(top, read, wanted)) return undefined;
  throw await unknownBase(top, wanted);
}

/**
 * GitHub checks out a commit that merges the pull request into its branch, by default with nothing around it. If its
 * first parent is here, that is the branch.
 */
async function pullRequestBase(top: string, read: ReadObject, head: string, branch: string): Promise<Base> {
  const name = `refs/remotes/origin/${branch}`;
  const [commit, merge] = await Promise.all([commitId(read, name), read(head)]);
  const [first, second] = merge ? parseCommit(merge).parents : [];
  const isMerge = first !== undefined && second !== undefined;
  if (isMerge && (commit === undefined ? (await commitId(read, first)) !== undefined : commit === first)) {
    return { commit: first, isAncestor: true, notices: [] };
  }
  if (commit !== undefined) return await againstCommit(top, head, { name, commit });
  const notice = `origin/${branch}, the target of this pull request, is not in this clone, so what it adds counts as already merged. Run ${fetchBranch(branch, ' --depth=1')} first, or check out with fetch-depth: 0.`;
  return { commit: head, isAncestor: true, notices: [notice] };
}

async function defaultBase(top: string, read: ReadObject): Promise<Base | undefined> {
  const [head, ...commits] = await Promise.all([
    commitId(read, 'HEAD'),
    ...[...remoteDefaults, ...localDefaults].map(async (name) => ({
      name,
      commit: await commitId(read, name),
    })),
  ]);
  if (head === undefined) return undefined;
  // Remote ones come first.
  const [branch] = commits.filter(hasCommit);
  if (branch) return await againstCommit(top, head, branch);
  const current = (await git(top, ['symbolic-ref', '--quiet', 'HEAD'])).stdout.trim();
  const shallow = await isShallow(top);
  // The only branch of a whole repository is its default one; a shallow clone mostly has one of several.
  const notices = current === '' || shallow ? [nothingToCompare(shallow)] : [];
  return { commit: head, isAncestor: true, notices };
}

function nothingToCompare(shallow: boolean): string {
  const how = shallow
    ? `run ${fetchBranch('main', ' --depth=1')} (or what the branch is called), or check out with fetch-depth: 0`
    : 'name one with --base';
  return `No branch to compare with was found, so only migrations that are not committed count as new; ${how}.`;
}

interface Named {
  readonly name: string;
  readonly commit: string;
}

function hasCommit(branch: { name: string; commit: string | undefined }): branch is Named {
  return branch.commit !== undefined;
}

async function commitId(read: ReadObject, revision: string): Promise<string | undefined> {
  const object = await read(`${revision}^{commit}`);
  return object?.type === 'commit' ? parseCommit(object).id : undefined;
}

async function againstCommit(top: string, head: string | undefined, { name, commit }: Named): Promise<Base> {
  if (head === undefined || head === commit) return { commit, isAncestor: true, notices: [] };
  const common = (await git(top, ['merge-base', head, commit])).stdout.trim();
  if (common !== '') return { commit: common, isAncestor: true, notices: [] };
  const short = name.replace(/^refs\/(?:remotes|heads)\//, '');
  return {
    commit,
    isAncestor: false,
    notices: [
      `${short} and HEAD have no common commit here, so ${short} itself is the base${await deepen(top)}.`,
    ],
  };
}

async function deepen(top: string): Promise<string> {
  return (await isShallow(top)) ? '; this clone is shallow, and git fetch --unshallow gets the rest' : '';
}

async function isShallow(top: string): Promise<boolean> {
  return (await git(top, ['rev-parse', '--is-shallow-repository'])).stdout.trim() === 'true';
}

/** `REF~3` and `REF^` of a history that is whole but shorter: before it there is nothing. */
async function isBeforeFirstCommit(top: string, read: ReadObject, wanted: string): Promise<boolean> {
  const named = /^(.+?)(?:~\d*|\^)+$/.exec(wanted)?.[1];
  if (named === undefined || (await isShallow(top))) return false;
  return (await commitId(read, named)) !== undefined;
}

/** Gets a branch under its name: a clone of one branch would leave every other one nameless. */
function fetchBranch(branch: string, depth: '' | ' --depth=1'): string {
  return `git fetch${depth} origin ${branch}:refs/remotes/origin/${branch}`;
}

/** The command that gets what a shallow clone lacks. */
function fetchShallow(wanted: string, branch: string | undefined): string {
  if (branch !== undefined) return fetchBranch(branch, ' --depth=1');
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(wanted)) return `git fetch --depth=1 origin ${wanted}`;
  // A clone of one branch has no other one, however deep it is.
  const isName = /^[\w./-]+$/.test(wanted) && !/^(?:[0-9a-f]{4,}|HEAD|refs\/.*)$/.test(wanted);
  return isName ? `git fetch --depth=1 origin ${wanted}:${wanted}` : 'git fetch --unshallow';
}

async function unknownBase(top: string, wanted: string): Promise<HumanError> {
  const branch = /^(?:refs\/remotes\/)?origin\/([^~^@:]+)$/.exec(wanted)?.[1];
  if (await isShallow(top)) {
    return new HumanError(
      `The base ${wanted} is not in this shallow clone. Run ${fetchShallow(wanted, branch)} first, or check out with the full history (fetch-depth: 0 in GitHub Actions).`,
    );
  }
  const mend =
    branch === undefined ? 'Check the spelling, or fetch it first' : `Run ${fetchBranch(branch, '')} first`;
  return new HumanError(`The base ${wanted} is not a commit of this repository. ${mend}.`);
}
