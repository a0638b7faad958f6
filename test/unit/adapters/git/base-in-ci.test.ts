import assert from 'node:assert/strict';
import { openProjects } from '../../../../src/adapters/open-projects';
import { addModel, settled, start } from './histories';
import { inWorkspace, type Workspace } from '../../../helpers/workspace';

/** A repository with a pull request into main, and what actions/checkout makes of it. */
interface PullRequest {
  /** The tip of main. */
  readonly main: string;
  /** What GitHub checks out: the merge of the pull request into main. */
  readonly merge: string;
  readonly clone: string;
}

function pullRequest(workspace: Workspace, depth: number): PullRequest {
  const { git, at, folder } = workspace;
  start(workspace);
  git('checkout', '--quiet', '-b', 'topic');
  addModel(workspace, '2_topic', 'A', 'B');
  git('checkout', '--quiet', 'main');
  git('commit', '--quiet', '--allow-empty', '--message', 'meanwhile');
  const main = git('rev-parse', 'HEAD');
  git('checkout', '--quiet', '--detach');
  git('merge', '--quiet', '--no-ff', '--message', 'Merge', 'topic');
  const merge = git('rev-parse', 'HEAD');
  git('update-ref', 'refs/pull/1/merge', merge);
  const clone = at('clone');
  git('init', '--quiet', clone);
  const inClone = (...args: string[]): string => git('-C', clone, ...args);
  inClone('remote', 'add', 'origin', `file://${folder}`);
  inClone('fetch', '--quiet', `--depth=${depth}`, 'origin', `+${merge}:refs/remotes/pull/1/merge`);
  inClone('checkout', '--quiet', '--force', 'refs/remotes/pull/1/merge');
  return { main, merge, clone };
}

/** Runs the command that a sentence tells. */
function fetchAsAdvised({ git }: Workspace, clone: string, sentence: string): void {
  const [, command] = /\bgit (fetch .+?)(?= first| \(|;|,)/.exec(sentence) ?? [];
  assert.ok(command !== undefined, sentence);
  git('-C', clone, ...command.split(' '), '--quiet');
}

async function opened(clone: string, pullRequestBranch = 'main') {
  const [project] = await openProjects([], { cwd: clone, pullRequestBranch });
  return project!;
}

describe('the base of a pull request', () => {
  it(
    'is the tip of its branch, once that is fetched as the notice says',
    inWorkspace(async (workspace) => {
      const { main, merge, clone } = pullRequest(workspace, 1);
      const before = await opened(clone);
      assert.equal(before.source.history?.base, merge);
      assert.deepEqual(before.notices, [
        'origin/main, the target of this pull request, is not in this clone, so what it adds counts as already merged. Run git fetch --depth=1 origin main:refs/remotes/origin/main first, or check out with fetch-depth: 0.',
      ]);
      fetchAsAdvised(workspace, clone, before.notices.join());
      const after = await opened(clone);
      assert.equal(after.source.history?.base, main);
      assert.deepEqual(after.notices, []);
      assert.deepEqual(await settled(after.source.history), ['1_a']);
    }),
  );

  it(
    'is the first parent of what GitHub merged, where that is here',
    inWorkspace(async (workspace) => {
      const { main, clone } = pullRequest(workspace, 2);
      const { source, notices } = await opened(clone);
      assert.equal(source.history?.base, main);
      assert.deepEqual(notices, []);
      assert.deepEqual(await settled(source.history), ['1_a']);
    }),
  );

  it(
    'is the merge base in a whole clone, also where the branch is another one than main',
    inWorkspace(async (workspace) => {
      const first = start(workspace);
      addModel(workspace, '2_main', 'A', 'B');
      workspace.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
      workspace.git('update-ref', 'refs/remotes/origin/release/1.x', first);
      const { source, notices } = await opened(workspace.folder, 'release/1.x');
      assert.equal(source.history?.base, first);
      assert.deepEqual(notices, []);
    }),
  );

  it(
    'does not matter where --base names one',
    inWorkspace(async (workspace) => {
      const first = start(workspace);
      addModel(workspace, '2_b', 'A', 'B');
      const options = { cwd: workspace.folder, base: first, pullRequestBranch: 'main' };
      const [project] = await openProjects([], options);
      assert.equal(project?.source.history?.base, first);
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
      const { source } = await opened(clone);
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
        /^No branch to compare with.*git fetch --depth=1 origin main/,
      );
    }),
  );
});
