import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import type { Whereabouts } from '../../../../src/core/status/whereabouts';
import { inWorkspace, migrations, type Workspace } from '../../../helpers/workspace';
import { opened, start } from './histories';

const folder = 'prisma/migrations';

async function whereIs(workspace: Workspace, ...names: string[]): Promise<Record<string, Whereabouts>> {
  const { archive } = (await opened(workspace)).source;
  assert.ok(archive);
  return Object.fromEntries(await archive.whereIs(names));
}

function drop(workspace: Workspace, ...names: string[]): void {
  for (const name of names) rmSync(workspace.at(`${folder}/${name}`), { recursive: true });
}

describe('a migration that the folder lacks', () => {
  it(
    'is on a branch whose tip has it, a local one first',
    inWorkspace(async (workspace) => {
      const first = start(workspace);
      workspace.git('checkout', '--quiet', '-b', 'side');
      workspace.write(migrations(folder, '2_b'));
      const tip = workspace.commit('two');
      workspace.git('update-ref', 'refs/remotes/origin/side', tip);
      workspace.git('update-ref', 'refs/remotes/origin/other', tip);
      workspace.git('checkout', '--quiet', 'main');
      const path = `${folder}/2_b/migration.sql`;
      assert.deepEqual(await whereIs(workspace, '2_b', '3_c'), {
        '2_b': { kind: 'branch', branch: 'side', path },
      });
      workspace.git('branch', '--quiet', '-D', 'side');
      workspace.git('update-ref', '-d', 'refs/remotes/origin/other');
      assert.deepEqual(await whereIs(workspace, '2_b'), {
        '2_b': { kind: 'branch', branch: 'origin/side', path },
      });
      workspace.git('update-ref', 'refs/remotes/origin/side', first);
      assert.deepEqual(await whereIs(workspace, '2_b'), { '2_b': { kind: 'commit', commit: tip, path } });
    }),
  );

  it(
    'was removed by a commit of this history, also where a branch still has it',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.write(migrations(folder, '2_b', '3_c'));
      workspace.commit('two');
      workspace.git('branch', 'old');
      drop(workspace, '2_b');
      const commit = workspace.commit('remove');
      assert.deepEqual(await whereIs(workspace, '2_b'), { '2_b': { kind: 'removed', commit } });
    }),
  );

  it(
    'was squashed by a commit that brought fewer in, or renamed by one that brought the same text in',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.write(migrations(folder, '2_b', '3_c', '4_d'));
      workspace.commit('more');
      workspace.git('mv', `${folder}/4_d`, `${folder}/5_d`);
      const rename = workspace.commit('rename');
      drop(workspace, '1_a', '2_b');
      workspace.write(migrations(folder, '0_squashed'));
      const squash = workspace.commit('squash');
      assert.deepEqual(await whereIs(workspace, '1_a', '2_b', '4_d'), {
        '1_a': { kind: 'squashed', commit: squash, into: ['0_squashed'] },
        '2_b': { kind: 'squashed', commit: squash, into: ['0_squashed'] },
        '4_d': { kind: 'renamed', commit: rename, to: '5_d' },
      });
    }),
  );

  it(
    'was only deleted from the working tree',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.write(migrations(folder, '2_b'));
      workspace.commit('two');
      drop(workspace, '2_b');
      assert.deepEqual(await whereIs(workspace, '2_b'), {
        '2_b': { kind: 'head', path: `${folder}/2_b/migration.sql` },
      });
    }),
  );

  it(
    'is not mixed up with one of the same name in another project',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.write(migrations('other/prisma/migrations', '2_b'));
      workspace.commit('other');
      rmSync(workspace.at('other'), { recursive: true });
      workspace.commit('other is gone');
      workspace.git('checkout', '--quiet', '-b', 'side');
      workspace.write(migrations(folder, '2_b'));
      workspace.commit('two');
      workspace.git('checkout', '--quiet', 'main');
      assert.equal((await whereIs(workspace, '2_b'))['2_b']?.kind, 'branch');
    }),
  );
});
