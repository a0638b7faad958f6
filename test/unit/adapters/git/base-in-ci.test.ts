import assert from 'node:assert/strict';
import { ciFacts } from '../../../../src/adapters/git/ci';
import { openProjects } from '../../../../src/adapters/open-projects';
import { isHumanError } from '../../../../src/core/human-error';
import { addModel, settled, start } from './histories';
import { inWorkspace, type Workspace } from '../../../helpers/workspace';

/** What a build server gives a job: variables, and files that some of them name. */
interface Server {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
}

/** A repository with a branch `topic` into main, which has moved on meanwhile. */
interface PullRequest {
  /** Where topic left main. */
  readonly fork: string;
  /** The tip of main. */
  readonly main: string;
  /** What GitHub checks out: the merge of the pull request into main. */
  readonly merge: string;
}

function pullRequest(workspace: Workspace): PullRequest {
  const { git } = workspace;
  const fork = start(workspace);
  git('checkout', '--quiet', '-b', 'topic');
  addModel(workspace, '2_topic', 'A', 'B');
  git('checkout', '--quiet', 'main');
  git('commit', '--quiet', '--allow-empty', '--message', 'meanwhile');
  const main = git('rev-parse', 'HEAD');
  git('checkout', '--quiet', '--detach');
  git('merge', '--quiet', '--no-ff', '--message', 'Merge', 'topic');
  const merge = git('rev-parse', 'HEAD');
  git('update-ref', 'refs/pull/1/merge', merge);
  return { fork, main, merge };
}

/** What actions/checkout does: a new repository that fetches one commit, as deep as wanted, and checks it out. */
function checkOut({ git, at, folder }: Workspace, commit: string, ref: string, depth: number): string {
  const clone = at(`clone-of-${commit.slice(0, 8)}-${depth}`);
  git('init', '--quiet', clone);
  git('-C', clone, 'remote', 'add', 'origin', `file://${folder}`);
  git('-C', clone, 'fetch', '--quiet', `--depth=${depth}`, 'origin', `+${commit}:${ref}`);
  git('-C', clone, 'checkout', '--quiet', '--force', ref);
  return clone;
}

/** Runs the command that a sentence tells. */
function fetchAsAdvised({ git }: Workspace, clone: string, sentence: string): void {
  const [, command] = /\bgit (fetch .+?)(?= first| \(|;|,)/.exec(sentence) ?? [];
  assert.ok(command !== undefined, sentence);
  git('-C', clone, ...command.split(' '), '--quiet');
}

async function openedIn(clone: string, { env, files = {} }: Pick<Server, 'env' | 'files'>) {
  const [project] = await openProjects([], { cwd: clone, ci: ciFacts(env, (file) => files[file]) });
  return project!;
}

/** What the build fails with; the sentence that a person reads. */
async function refusal(clone: string, server: Server): Promise<string> {
  return await openedIn(clone, server).then(
    ({ source }) => assert.fail(`${server.name} has ${source.history?.base} for a base`),
    (error: unknown) => {
      assert.ok(isHumanError(error), String(error));
      return error.message;
    },
  );
}

const intoMain: readonly Server[] = [
  { name: 'GitHub Actions', env: { CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_BASE_REF: 'main' } },
  { name: 'GitLab', env: { CI: 'true', CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' } },
  { name: 'Bitbucket', env: { CI: 'true', BITBUCKET_PR_DESTINATION_BRANCH: 'main' } },
  {
    name: 'Azure Pipelines',
    env: { TF_BUILD: 'True', SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main' },
  },
  { name: 'Buildkite', env: { CI: 'true', BUILDKITE_PULL_REQUEST_BASE_BRANCH: 'main' } },
  { name: 'Jenkins', env: { JENKINS_URL: 'https://ci.example', CHANGE_TARGET: 'main' } },
  { name: 'Drone', env: { CI: 'true', DRONE_TARGET_BRANCH: 'main', DRONE_REPO_BRANCH: 'main' } },
  { name: 'Woodpecker', env: { CI: 'woodpecker', CI_COMMIT_TARGET_BRANCH: 'main' } },
  { name: 'Codefresh', env: { CI: 'true', CF_PULL_REQUEST_TARGET: 'main' } },
  { name: 'Cirrus CI', env: { CI: 'true', CIRRUS_BASE_BRANCH: 'main' } },
  { name: 'AWS CodeBuild', env: { CODEBUILD_BUILD_ID: '1', CODEBUILD_WEBHOOK_BASE_REF: 'refs/heads/main' } },
  { name: 'Bitrise', env: { CI: 'true', BITRISEIO_GIT_BRANCH_DEST: 'main' } },
  { name: 'Codemagic', env: { CI: 'true', CM_PULL_REQUEST_DEST: 'main' } },
  { name: 'Travis CI', env: { CI: 'true', TRAVIS_PULL_REQUEST: '12', TRAVIS_BRANCH: 'main' } },
  { name: 'AppVeyor', env: { CI: 'True', APPVEYOR_PULL_REQUEST_NUMBER: '12', APPVEYOR_REPO_BRANCH: 'main' } },
  {
    name: 'Semaphore',
    env: { CI: 'true', SEMAPHORE_GIT_REF_TYPE: 'pull-request', SEMAPHORE_GIT_BRANCH: 'main' },
  },
];

describe('the base of a pull request', function () {
  // Sixteen servers, and git is asked for each of them.
  this.timeout(90_000);

  it(
    'is never HEAD where the clone lacks the branch, and is there once it is fetched as the sentence says',
    inWorkspace(async (workspace) => {
      const { fork, main } = pullRequest(workspace);
      for (const [depth, base] of [
        ['--depth=1', main],
        ['--no-tags', fork],
      ] as const) {
        const clone = workspace.at(`clone${depth}`);
        const branch = ['--quiet', '--single-branch', '--branch=topic', depth];
        workspace.git('clone', ...branch, `file://${workspace.folder}`, clone);
        const sentences = new Set<string>();
        for (const server of intoMain) sentences.add(await refusal(clone, server));
        const [sentence = '', ...others] = sentences;
        assert.deepEqual(others, [], 'all servers say the same');
        assert.match(sentence, /^The branch main, to which this pull request goes, is not in this clone/);
        assert.equal(/ --depth=1 /.test(sentence), depth === '--depth=1', 'a whole clone stays whole');
        fetchAsAdvised(workspace, clone, sentence);
        for (const server of intoMain) {
          const { source } = await openedIn(clone, server);
          assert.equal(source.history?.base, base, server.name);
          assert.deepEqual(await settled(source.history), ['1_a'], server.name);
        }
      }
    }),
  );

  it(
    'is the first parent of what GitHub or Azure merged, where that is here, and of no other merge',
    inWorkspace(async (workspace) => {
      const { main, merge } = pullRequest(workspace);
      const ref = 'refs/remotes/pull/1/merge';
      const clone = checkOut(workspace, merge, ref, 2);
      const pull = 'refs/pull/1/merge';
      for (const env of [
        { GITHUB_BASE_REF: 'main', GITHUB_REF: pull, GITHUB_SHA: merge },
        { SYSTEM_PULLREQUEST_TARGETBRANCH: 'main', BUILD_SOURCEBRANCH: pull, BUILD_SOURCEVERSION: merge },
      ]) {
        const { source, notices } = await openedIn(clone, { env });
        assert.equal(source.history?.base, main);
        assert.deepEqual(notices, []);
        assert.deepEqual(await settled(source.history), ['1_a']);
      }
      const name = 'a merge that the author made';
      await refusal(clone, { name, env: { GITHUB_BASE_REF: 'main', GITHUB_REF: pull, GITHUB_SHA: main } });
      await refusal(clone, { name, env: { BITBUCKET_PR_DESTINATION_BRANCH: 'main' } });
      const shallow = checkOut(workspace, merge, ref, 1);
      await refusal(shallow, {
        name: 'GitHub',
        env: { GITHUB_BASE_REF: 'main', GITHUB_REF: pull, GITHUB_SHA: merge },
      });
    }),
  );

  it(
    'is the commit with which GitLab merged it, where the branch itself is not here',
    inWorkspace(async (workspace) => {
      const { main, merge } = pullRequest(workspace);
      const clone = checkOut(workspace, merge, 'refs/pipelines/7', 2);
      const env = { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main', CI_MERGE_REQUEST_TARGET_BRANCH_SHA: main };
      assert.equal((await openedIn(clone, { env })).source.history?.base, main);
    }),
  );

  it(
    'is the merge base in a whole clone, also where the branch is another one than main and the remote not origin',
    inWorkspace(async (workspace) => {
      const first = start(workspace);
      addModel(workspace, '2_main', 'A', 'B');
      workspace.git('remote', 'add', 'upstream', 'https://git.example/x.git');
      workspace.git('update-ref', 'refs/remotes/upstream/main', 'HEAD');
      workspace.git('update-ref', 'refs/remotes/upstream/release/1.x', first);
      const env = { GITHUB_BASE_REF: 'release/1.x' };
      const { source, notices } = await openedIn(workspace.folder, { env });
      assert.equal(source.history?.base, first);
      assert.deepEqual(notices, []);
    }),
  );

  it(
    'is asked for as one word where a branch has a name that a shell would read otherwise',
    inWorkspace(async (workspace) => {
      pullRequest(workspace);
      const env = { GITHUB_BASE_REF: "it's$(id)" };
      workspace.git('remote', 'add', 'origin', 'https://git.example/x.git');
      const sentence = await refusal(workspace.folder, { name: 'GitHub', env });
      assert.match(
        sentence,
        /git fetch origin 'it'\\''s\$\(id\):refs\/remotes\/origin\/it'\\''s\$\(id\)' first/,
      );
    }),
  );

  it(
    'does not matter where --base names one, or says that everything is new',
    inWorkspace(async (workspace) => {
      const first = start(workspace);
      addModel(workspace, '2_b', 'A', 'B');
      const ci = ciFacts({ GITHUB_BASE_REF: 'gone' });
      const [project] = await openProjects([], { cwd: workspace.folder, base: first, ci });
      assert.equal(project?.source.history?.base, first);
      const [allNew] = await openProjects([], { cwd: workspace.folder, base: 'none', ci });
      const { history } = allNew!.source;
      assert.ok(history);
      assert.deepEqual([history.base, await settled(history)], [undefined, []]);
      assert.deepEqual(await history.changedSinceBase([]), []);
    }),
  );
});

const zeros = '0'.repeat(40);

/** The variables of a push to main that had been at a commit before. */
const pushes: readonly { readonly name: string; readonly server: (before: string) => Server }[] = [
  {
    name: 'GitHub Actions',
    server: (before) => ({
      name: 'GitHub Actions',
      env: {
        ...{ CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'push', GITHUB_BASE_REF: '' },
        ...{ GITHUB_REF: 'refs/heads/main', GITHUB_EVENT_PATH: '/event.json' },
      },
      files: { '/event.json': JSON.stringify({ before, repository: { default_branch: 'main' } }) },
    }),
  },
  {
    name: 'GitLab',
    server: (before) => ({
      name: 'GitLab',
      env: {
        ...{ CI: 'true', CI_COMMIT_BRANCH: 'main', CI_DEFAULT_BRANCH: 'main' },
        CI_COMMIT_BEFORE_SHA: before,
      },
    }),
  },
  {
    name: 'Drone',
    server: (before) => ({
      name: 'Drone',
      env: {
        CI: 'true',
        DRONE_BRANCH: 'main',
        DRONE_REPO_BRANCH: 'main',
        DRONE_COMMIT_BEFORE: before,
      },
    }),
  },
  {
    name: 'Woodpecker',
    server: (before) => ({
      name: 'Woodpecker',
      env: {
        CI: 'woodpecker',
        CI_COMMIT_BRANCH: 'main',
        CI_REPO_DEFAULT_BRANCH: 'main',
        CI_PREV_COMMIT_SHA: before,
      },
    }),
  },
];

const withoutBefore: readonly Server[] = [
  {
    name: 'Buildkite',
    env: { CI: 'true', BUILDKITE_BRANCH: 'main', BUILDKITE_PIPELINE_DEFAULT_BRANCH: 'main' },
  },
  { name: 'Bitbucket', env: { CI: 'true', BITBUCKET_BRANCH: 'main' } },
  { name: 'Azure Pipelines', env: { TF_BUILD: 'True', BUILD_SOURCEBRANCH: 'refs/heads/main' } },
  { name: 'CircleCI', env: { CI: 'true', CIRCLE_BRANCH: 'main' } },
  { name: 'any other', env: { CI: '1' } },
];

describe('the base of a push to the default branch', () => {
  /** Two commits, as one push brings them, on top of one. */
  const pushed = (workspace: Workspace): { before: string; parent: string; head: string } => {
    const before = start(workspace);
    const parent = addModel(workspace, '2_b', 'A', 'B');
    const head = addModel(workspace, '3_c', 'A', 'B', 'C');
    return { before, parent, head };
  };

  it(
    'is the one that the server names, else HEAD’s first parent, each fetched as the sentence says',
    inWorkspace(async (workspace) => {
      const { before, parent, head } = pushed(workspace);
      workspace.git('update-ref', 'refs/remotes/origin/main', head);
      const unnamed = [...withoutBefore, ...pushes.map(({ server }) => server(zeros))];
      for (const [base, servers, names] of [
        [before, pushes.map(({ server }) => server(before)), ['1_a']],
        [parent, unnamed, ['1_a', '2_b']],
      ] as const) {
        for (const server of servers) {
          const { source } = await openedIn(workspace.at('prisma'), server);
          assert.equal(source.history?.base, base, server.name);
        }
        const clone = workspace.at(`clone-${base}`);
        workspace.git('clone', '--quiet', '--depth=1', `file://${workspace.folder}`, clone);
        const sentences = new Set<string>();
        for (const server of servers) {
          sentences.add(await refusal(clone, server));
        }
        const [sentence = '', ...others] = sentences;
        assert.deepEqual(others, [], 'all servers say the same');
        assert.match(
          sentence,
          /^The commit [0-9a-f]{12}, which was there before this push, is not in this clone/,
        );
        fetchAsAdvised(workspace, clone, sentence);
        for (const server of servers) {
          const { source } = await openedIn(clone, server);
          assert.equal(source.history?.base, base, server.name);
          assert.deepEqual(await settled(source.history), names, server.name);
        }
      }
    }),
  );

  it(
    'is the commit before it also where main has moved on since, and nothing before the first commit',
    inWorkspace(async (workspace) => {
      const { before, parent, head } = pushed(workspace);
      workspace.git('update-ref', 'refs/remotes/origin/main', head);
      workspace.git('checkout', '--quiet', '--detach', parent);
      const [{ server }] = pushes as [(typeof pushes)[number]];
      assert.equal((await openedIn(workspace.folder, server(before))).source.history?.base, before);
      workspace.git('checkout', '--quiet', '--detach', before);
      const { history } = (await openedIn(workspace.folder, server(zeros))).source;
      assert.ok(history);
      assert.deepEqual([history.base, await settled(history)], [undefined, []]);
    }),
  );

  it(
    'to another branch is where that left the default branch, which is fetched as the sentence says',
    inWorkspace(async (workspace) => {
      const { main } = pullRequest(workspace);
      const tip = workspace.git('rev-parse', 'topic');
      const clone = checkOut(workspace, tip, 'refs/remotes/origin/topic', 1);
      const event = JSON.stringify({ before: main, repository: { default_branch: 'main' } });
      for (const server of [
        {
          name: 'GitHub',
          env: {
            ...{ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/topic' },
            GITHUB_EVENT_PATH: '/event.json',
          },
          files: { '/event.json': event },
        },
        { name: 'GitLab', env: { CI: 'true', CI_COMMIT_BRANCH: 'topic', CI_DEFAULT_BRANCH: 'main' } },
      ]) {
        const sentence = await refusal(clone, server);
        assert.match(sentence, /^The default branch, main, is not in this clone/);
        fetchAsAdvised(workspace, clone, sentence);
        const { source } = await openedIn(clone, server);
        assert.equal(source.history?.base, main);
        assert.deepEqual(await settled(source.history), ['1_a']);
        workspace.git('-C', clone, 'update-ref', '-d', 'refs/remotes/origin/main');
      }
    }),
  );
});

describe('a build without a default branch', () => {
  it(
    'fails, and finds one once it is fetched as the sentence says, whatever it is called',
    inWorkspace(async (workspace) => {
      const { main } = pullRequest(workspace);
      workspace.git('checkout', '--quiet', 'main');
      workspace.git('branch', '--quiet', '--move', 'main', 'production');
      const tip = workspace.git('rev-parse', 'topic');
      const server = { name: 'CI', env: { CI: 'true' } };
      for (const ref of ['refs/remotes/origin/topic', 'refs/remotes/pull/1/merge', 'refs/heads/topic']) {
        const clone = checkOut(workspace, tip, ref, 1);
        const sentence = await refusal(clone, server);
        assert.match(sentence, /^The default branch is not in this clone/);
        fetchAsAdvised(workspace, clone, sentence);
        const { source } = await openedIn(clone, server);
        assert.equal(source.history?.base, main, ref);
        workspace.write({ [`clone-of-${tip.slice(0, 8)}-1`]: undefined });
      }
    }),
  );

  it(
    'is told from a person’s machine, on which the same clone has a notice',
    inWorkspace(async (workspace) => {
      pullRequest(workspace);
      const clone = checkOut(workspace, workspace.git('rev-parse', 'topic'), 'refs/remotes/origin/topic', 1);
      for (const env of [{}, { CI: 'false' }, { CI: '' }, { CI: '0' }]) {
        const { notices } = await openedIn(clone, { env });
        assert.match(notices.join(), /^No branch to compare with was found.*HEAD is no branch\.$/);
      }
    }),
  );
});

describe('a base in a shallow clone', () => {
  it(
    'that HEAD is not known to come from says nothing about what HEAD lacks',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.git('checkout', '--quiet', '-b', 'topic');
      addModel(workspace, '2_topic', 'A');
      workspace.git('checkout', '--quiet', 'main');
      workspace.write({ 'prisma/migrations/1_a/migration.sql': '-- edited on main\n' });
      addModel(workspace, '2_main', 'A');
      const clone = workspace.at('clone');
      const shallow = ['clone', '--quiet', '--depth=1', '--no-single-branch', '--branch=topic'];
      workspace.git(...shallow, `file://${workspace.folder}`, clone);
      const { source } = await openedIn(clone, { env: { GITHUB_BASE_REF: 'main' } });
      const changed = await source.history?.changedSinceBase(source.migrations);
      assert.deepEqual(
        changed?.map(({ name }) => name),
        ['1_a'],
        '2_main came later and was not taken away',
      );
    }),
  );

  it(
    'is got by the command that is told, also into a clone of one branch',
    inWorkspace(async (workspace) => {
      const first = start(workspace);
      workspace.git('branch', 'release/1.x');
      workspace.git('checkout', '--quiet', '-b', 'topic');
      addModel(workspace, '2_topic', 'A', 'B');
      for (const [number, base] of ['origin/release/1.x', 'release/1.x', first, 'topic~1'].entries()) {
        const clone = workspace.at(`clone-${number}`);
        workspace.git('clone', '--quiet', '--depth=1', `file://${workspace.folder}`, clone);
        const open = () => openProjects([], { cwd: clone, base });
        const sentence = await open().then(
          () => assert.fail(`${base} is there`),
          (error: unknown) => String(error),
        );
        fetchAsAdvised(workspace, clone, sentence);
        const [project] = await open();
        assert.equal(project?.source.history?.base, first, base);
        assert.deepEqual(await settled(project.source.history), ['1_a']);
      }
    }),
  );

  it(
    'is missed where no default branch is there, on whatever branch',
    inWorkspace(async (workspace) => {
      const first = start(workspace);
      workspace.git('checkout', '--quiet', '-b', 'topic');
      addModel(workspace, '2_topic', 'A', 'B');
      const clone = workspace.at('clone');
      const shallow = ['clone', '--quiet', '--depth=1', '--branch=topic'];
      workspace.git(...shallow, `file://${workspace.folder}`, clone);
      workspace.git('checkout', '--quiet', 'main');
      workspace.git('-C', clone, 'symbolic-ref', '--delete', 'refs/remotes/origin/HEAD');
      const open = async () => (await openProjects([], { cwd: clone }))[0]!;
      const { notices } = await open();
      assert.match(notices.join(), /^No branch to compare with/);
      fetchAsAdvised(workspace, clone, notices.join());
      assert.equal((await open()).source.history?.base, first);
    }),
  );

  it(
    'is told to be missing, with the command that gets it',
    inWorkspace(async (workspace) => {
      start(workspace);
      addModel(workspace, '2_b', 'A', 'B');
      const clone = workspace.at('clone');
      workspace.git('clone', '--quiet', '--depth=1', `file://${workspace.folder}`, clone);
      await assert.rejects(openProjects([], { cwd: clone, base: 'origin/release' }), {
        name: 'HumanError',
        message:
          'The base origin/release is not in this shallow clone. Run git fetch --depth=1 origin release:refs/remotes/origin/release first, or check out with the full history (fetch-depth: 0 in GitHub Actions).',
      });
      workspace.git('-C', clone, 'checkout', '--quiet', '--detach');
      for (const ref of ['refs/remotes/origin/HEAD', 'refs/remotes/origin/main', 'refs/heads/main']) {
        workspace.git('-C', clone, 'update-ref', '--no-deref', '-d', ref);
      }
      const [project] = await openProjects([], { cwd: clone });
      assert.match(
        project?.notices.join() ?? '',
        /^No branch to compare with.*git fetch --depth=1 origin HEAD:refs\/remotes\/origin\/HEAD/,
      );
    }),
  );
});
