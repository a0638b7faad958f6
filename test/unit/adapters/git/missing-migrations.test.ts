import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { Whereabouts } from '../../../../src/core/status/whereabouts';
import type { MissingMigrations } from '../../../../src/workflows/migration-archive';
import { inWorkspace, migrations, type Workspace } from '../../../helpers/workspace';
import { opened, start } from './histories';

const folder = 'prisma/migrations';

async function asked(
  workspace: Workspace,
  name: string,
): Promise<{ readonly where: Whereabouts; readonly missing: MissingMigrations }> {
  const { source, missing } = await opened(workspace);
  const where = (await source.archive?.whereIs([name]))?.get(name);
  assert.ok(where && missing);
  return { where, missing };
}

/** A repository whose branch `side` has 2_b and something else beside it, which the work tree has not. */
function withSide(workspace: Workspace): void {
  start(workspace);
  workspace.git('checkout', '--quiet', '-b', 'side');
  workspace.write({ ...migrations(folder, '2_b', '3_c'), 'other.txt': 'of the branch' });
  workspace.commit('two');
  workspace.git('checkout', '--quiet', 'main');
}

describe('a migration that only git has', () => {
  it(
    'is read as it is on its branch, in its commit, or before it was taken away',
    inWorkspace(async (workspace) => {
      withSide(workspace);
      const text = workspace.git('show', `side:${folder}/2_b/migration.sql`);
      const shown = async (): Promise<string | undefined> => {
        const { where, missing } = await asked(workspace, '2_b');
        return (await missing.textOf('2_b', where))?.trim();
      };
      assert.equal(await shown(), text);
      workspace.git('merge', '--quiet', 'side');
      fs.rmSync(workspace.at(`${folder}/2_b`), { recursive: true });
      assert.equal(await shown(), text);
      workspace.commit('remove');
      assert.equal((await asked(workspace, '2_b')).where.kind, 'removed');
      assert.equal(await shown(), text);
    }),
  );

  // Mutation: the whole branch is checked out; a tag is taken for the branch.
  it(
    'comes with its folder alone, also where a tag has the name of the branch',
    inWorkspace(async (workspace) => {
      withSide(workspace);
      workspace.git('tag', 'side', 'main');
      const { where, missing } = await asked(workspace, '2_b');
      await missing.checkOut('2_b', where);
      assert.equal(workspace.git('status', '--porcelain'), `A  ${folder}/2_b/migration.sql`);
      assert.equal(workspace.git('branch', '--show-current'), 'main');
    }),
  );

  it(
    'does not come over a folder that is here, from another folder, or once it was taken away',
    inWorkspace(async (workspace) => {
      withSide(workspace);
      const { where, missing } = await asked(workspace, '2_b');
      const refusal = async (one: Whereabouts): Promise<string> =>
        missing.checkOut('2_b', one).then(
          () => 'it came',
          (error: unknown) => String(error),
        );
      assert.match(
        await refusal({ kind: 'branch', branch: 'side', path: 'old/2_b/migration.sql' }),
        /Git has 2_b as old\/2_b\/migration\.sql, which is another folder/,
      );
      assert.match(await refusal({ kind: 'removed', commit: 'a'.repeat(40) }), /no branch or commit/);
      assert.match(
        await refusal({ kind: 'branch', branch: 'gone', path: `${folder}/2_b/migration.sql` }),
        /Git no longer has the branch or commit with 2_b/,
      );
      fs.mkdirSync(workspace.at(`${folder}/2_b`));
      assert.match(await refusal(where), /prisma\/migrations\/2_b is there already/);
      assert.deepEqual(fs.readdirSync(workspace.at(`${folder}/2_b`)), []);
    }),
  );
});
