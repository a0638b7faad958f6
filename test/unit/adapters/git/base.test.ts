import assert from 'node:assert/strict';
import path from 'node:path';
import { isHumanError } from '../../../../src/core/human-error';
import { openProjects } from '../../../../src/adapters/open-projects';
import { addModel, historyOf, opened, settled, start } from './histories';
import { inWorkspace, migrations } from '../../../helpers/workspace';

describe('the base', () => {
  it(
    'is HEAD on the only branch: what is committed is settled',
    inWorkspace(async (workspace) => {
      const first = start(workspace);
      workspace.write(migrations('prisma/migrations', '2_draft'));
      const { source, notices } = await opened(workspace);
      assert.equal(source.history?.base, first);
      assert.deepEqual(await settled(source.history), ['1_a']);
      assert.deepEqual(notices, []);
    }),
  );

  it(
    'is HEAD on the only branch, which is said where no default branch is called so',
    inWorkspace(async (workspace) => {
      const first = start(workspace);
      workspace.git('branch', '--quiet', '--move', 'main', 'topic');
      const { source, notices } = await opened(workspace);
      assert.equal(source.history?.base, first);
      assert.match(
        notices.join(),
        /^topic is the only branch here, so what it has counts as already merged\./,
      );
      assert.match(notices.join(), /, name one with --base\.$/);
      const clone = workspace.at('clone');
      workspace.git('checkout', '--quiet', '-b', 'main');
      const one = ['--quiet', '--single-branch', '--branch=topic'];
      workspace.git('clone', ...one, `file://${workspace.folder}`, clone);
      const [project] = await openProjects([], { cwd: clone });
      assert.match(
        project?.notices.join() ?? '',
        /^topic is the only branch here.* run git fetch origin HEAD:/,
      );
    }),
  );

  it(
    'is the merge base with local main on another branch',
    inWorkspace(async (workspace) => {
      const first = start(workspace);
      workspace.git('checkout', '--quiet', '-b', 'topic');
      addModel(workspace, '2_topic', 'A', 'B');
      workspace.git('checkout', '--quiet', 'main');
      addModel(workspace, '2_main', 'A', 'C');
      workspace.git('checkout', '--quiet', 'topic');
      const history = await historyOf(workspace);
      assert.equal(history.base, first);
      assert.deepEqual(await settled(history), ['1_a']);
    }),
  );

  it(
    'is the merge base with the remote’s default branch, where there is one',
    inWorkspace(async (workspace) => {
      const first = start(workspace);
      workspace.git('update-ref', 'refs/remotes/origin/main', first);
      const second = addModel(workspace, '2_b', 'A', 'B');
      assert.equal((await historyOf(workspace)).base, first, 'origin/main, though HEAD is main');
      workspace.git('update-ref', 'refs/remotes/origin/trunk', second);
      workspace.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
      assert.equal((await historyOf(workspace)).base, second, 'origin/HEAD goes first');
    }),
  );

  it(
    'is what --base names, or where HEAD left it',
    inWorkspace(async (workspace) => {
      const first = start(workspace);
      addModel(workspace, '2_b', 'A', 'B');
      assert.deepEqual(await settled(await historyOf(workspace, 'HEAD')), ['1_a', '2_b']);
      assert.deepEqual(await settled(await historyOf(workspace, 'HEAD~1')), ['1_a']);
      workspace.git('checkout', '--quiet', '-b', 'release', first);
      addModel(workspace, '2_release', 'A');
      workspace.git('checkout', '--quiet', 'main');
      assert.equal((await historyOf(workspace, 'release')).base, first);
    }),
  );

  it(
    'is told to be missing, with the command that helps',
    inWorkspace(async (workspace) => {
      start(workspace);
      addModel(workspace, '2_b', 'A', 'B');
      const says = (folder: string, base: string, sentence: RegExp): Promise<void> =>
        assert.rejects(opened({ folder }, base), (error) => {
          assert.ok(isHumanError(error));
          assert.match(error.message, sentence);
          return true;
        });
      await says(
        workspace.folder,
        'nope',
        /^The base nope is not a commit of this repository\. Check the spelling/,
      );
      await says(workspace.folder, '--all', /^The base --all is not a commit/);
      await says(workspace.folder, 'a\nHEAD', /is not a commit/);
      await says(
        workspace.folder,
        'origin/dev',
        /Run git fetch origin dev:refs\/remotes\/origin\/dev first\.$/,
      );
      const clone = path.join(workspace.folder, 'shallow');
      workspace.git('clone', '--quiet', '--depth=1', `file://${workspace.folder}`, clone);
      await says(
        clone,
        'HEAD~1',
        /^The base HEAD~1 is not in this shallow clone\. Run git fetch --unshallow/,
      );
      workspace.write({ 'shallow/.git': undefined, '.git': undefined });
      await says(
        workspace.folder,
        'HEAD',
        /^--base HEAD needs git, and this folder is not in a git work tree\.$/,
      );
    }),
  );

  it(
    'is HEAD, with a notice, where a checkout knows no branch',
    inWorkspace(async (workspace) => {
      const first = start(workspace);
      workspace.git('checkout', '--quiet', '--detach');
      workspace.git('branch', '--quiet', '-D', 'main');
      const { source, notices } = await opened(workspace);
      assert.equal(source.history?.base, first);
      assert.match(notices.join(), /^No branch to compare with was found/);
    }),
  );

  it(
    'is the tip of main, with a notice, where a shallow clone knows no common commit',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.git('checkout', '--quiet', '-b', 'topic');
      addModel(workspace, '2_topic', 'A');
      workspace.git('checkout', '--quiet', 'main');
      const tip = addModel(workspace, '2_main', 'A');
      const clone = workspace.at('clone');
      const shallow = ['clone', '--quiet', '--depth=1', '--no-single-branch', '--branch=topic'];
      workspace.git(...shallow, `file://${workspace.folder}`, clone);
      const { source, notices } = await opened({ folder: clone });
      assert.equal(source.history?.base, tip);
      assert.match(notices.join(), /^origin\/(?:HEAD|main) and HEAD have no common commit here.*--unshallow/);
    }),
  );
});

describe('no history', () => {
  it(
    'comes without git, and when git is not to be used',
    inWorkspace(async (workspace) => {
      workspace.write({ 'package.json': '{}', ...migrations('migrations', '1_a') });
      assert.equal((await opened(workspace)).source.history, undefined);
      workspace.git('init', '--quiet');
      const unborn = (await opened(workspace)).source.history;
      assert.ok(unborn, 'before the first commit there is a history of nothing');
      assert.deepEqual([unborn.base, [...(await unborn.settled())]], [undefined, []]);
      assert.deepEqual([...(await unborn.schemaWhenAdded(['1_a']))], []);
      workspace.commit('start');
      assert.ok((await opened(workspace)).source.history);
      const [untrusted] = await openProjects([], { cwd: workspace.folder, git: false });
      assert.equal(untrusted?.source.history, undefined);
    }),
  );

  it(
    'comes where git is not installed',
    inWorkspace(async (workspace) => {
      start(workspace);
      const before = process.env['PATH'];
      try {
        process.env['PATH'] = workspace.at('prisma');
        const { source, notices } = await opened(workspace);
        assert.equal(source.history, undefined);
        assert.match(notices.join(), /^Without git it is not known/);
      } finally {
        process.env['PATH'] = before;
      }
    }),
  );

  it(
    'comes with git’s own words where git refuses',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.git('config', 'core.repositoryFormatVersion', '99');
      const { source, notices } = await opened(workspace);
      assert.equal(source.history, undefined);
      assert.match(notices.join(), /^Without git every migration counts as new\. git says: .*99/);
    }),
  );
});
