import assert from 'node:assert/strict';
import path from 'node:path';
import { askBranches } from '../../../../src/adapters/git/branches';
import { currentBranch } from '../../../../src/adapters/git/current-branch';
import { isShallow } from '../../../../src/adapters/git/shallow';
import { openProjects } from '../../../../src/adapters/open-projects';
import { callsOf, linesOf } from '../../../helpers/published-calls';
import { inWorkspace, migrations, schemaWith } from '../../../helpers/workspace';
import { start } from './histories';

describe('the current branch', () => {
  // Catches: the name of an alias, for which git has another one.
  it(
    'is the one that git says, however HEAD leads to it',
    inWorkspace(async (workspace) => {
      const { folder, git, at } = workspace;
      start(workspace);
      assert.equal(await currentBranch(folder), 'main');
      git('checkout', '--quiet', '-b', 'me/topic-1');
      assert.equal(await currentBranch(folder), 'me/topic-1');
      git('worktree', 'add', '--quiet', '-b', 'other', at('tree'));
      assert.equal(await currentBranch(at('tree')), 'other');
      git('symbolic-ref', 'refs/heads/alias', 'refs/heads/main');
      git('symbolic-ref', 'HEAD', 'refs/heads/alias');
      assert.equal(`refs/heads/${await currentBranch(folder)}`, git('symbolic-ref', 'HEAD'));
      git('pack-refs', '--all');
      git('checkout', '--quiet', 'me/topic-1');
      assert.equal(await currentBranch(folder), 'me/topic-1');
      git('checkout', '--quiet', '--detach');
      assert.equal(await currentBranch(folder), undefined);
    }),
  );

  it(
    'is found without a process where a file of git has it',
    inWorkspace(async (workspace) => {
      start(workspace);
      assert.deepEqual(await callsOf(() => currentBranch(workspace.folder)), []);
    }),
  );
});

describe('a repository', () => {
  it(
    'has the remotes that git lists, whatever they are called',
    inWorkspace(async ({ folder, git }) => {
      git('init', '--quiet');
      git('remote', 'add', 'origin', 'https://git.example/x.git');
      for (const [key, value] of [
        ['remote.we.ird.url', 'https://git.example/y.git'],
        ['remote.x=y.URL', 'https://git.example/z.git'],
        ['remote.Company.skipFetchAll', 'true'],
        ['remote./slash.url', 'https://git.example/s.git'],
        ['remote.pushDefault', 'origin'],
        ['branch.main.remote', 'nowhere'],
      ] as const)
        git('config', key, value);
      const { remotes } = await askBranches(folder).config;
      assert.deepEqual([...remotes].sort(), git('remote').split('\n').sort());
    }),
  );

  it(
    'is shallow where git says so, in a linked work tree, too',
    inWorkspace((workspace) => {
      const { folder, git, at, commit } = workspace;
      start(workspace);
      commit('second');
      git('clone', '--quiet', '--depth=1', `file://${folder}`, at('clone'));
      git('-C', at('clone'), 'worktree', 'add', '--quiet', at('tree'));
      for (const top of [folder, at('clone'), at('tree')]) {
        const answer = git('-C', top, 'rev-parse', '--is-shallow-repository');
        assert.equal(String(isShallow(top)), answer, path.basename(top));
      }
      assert.equal(isShallow(at('tree')), true);
    }),
  );

  // Catches: a process more at each start, which takes 5 ms here and much more on Windows.
  it(
    'is asked once for all of its projects, by few processes',
    inWorkspace(async ({ folder, git, write, commit }) => {
      git('init', '--quiet');
      for (const name of ['a', 'b']) {
        write({
          [`${name}/package.json`]: '{}',
          [`${name}/prisma/schema.prisma`]: schemaWith('A'),
          ...migrations(`${name}/prisma/migrations`, '1_a'),
        });
      }
      commit('start');
      const calls = await callsOf(async () => {
        const projects = await openProjects([], { cwd: folder });
        assert.deepEqual(
          await Promise.all(
            projects.map(async ({ source }) => [...((await source.history?.settled()) ?? [])]),
          ),
          [['1_a'], ['1_a']],
        );
      });
      // What reads objects ends later.
      const asked = linesOf(calls).filter((line) => !line.includes('cat-file'));
      assert.deepEqual(asked.map((line) => /git (\S+)/.exec(line)?.[1]).sort(), ['config', 'for-each-ref']);
    }),
  );
});
