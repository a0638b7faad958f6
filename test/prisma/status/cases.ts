import assert from 'node:assert/strict';
import { runCli } from '../../helpers/cli';
import { migrationFile } from '../../helpers/prisma-project';
import { inSetting, states } from './setting';

/** Registers that status tells what rows say that this Prisma has written. */
export function testOfRows(version: 6 | 7): void {
  it(
    `follows what Prisma ${version} did, from nothing to a failure and a retry`,
    inSetting(
      async ({ folder, prisma, write }, { url, status }) => {
        const nothing = await status();
        assert.equal(nothing.exitCode, 0);
        assert.match(nothing.stdout, /Nothing has been applied yet: there is no _prisma_migrations\./);
        assert.deepEqual(states(nothing), [
          'pending 1_init',
          'pending 2_search',
          'pending memories_lower_idx, an expression index on memories (title)',
        ]);

        write({ [migrationFile('3_typo')]: 'CREATE INDEX ON "memory" ("id");\n' });
        assert.notEqual((await prisma(url, ['migrate', 'deploy'])).exitCode, 0);
        const failed = await status();
        assert.equal(failed.exitCode, 1);
        assert.deepEqual(states(failed).slice(0, 3), ['applied 1_init', 'applied 2_search', 'failed 3_typo']);
        assert.match(failed.stdout, /ERROR: relation "memory" does not exist/);
        assert.match(failed.stdout, /prisma migrate resolve\s+--rolled-back 3_typo/);

        await prisma(url, ['migrate', 'resolve', '--rolled-back', '3_typo']);
        assert.ok(states(await status()).includes('rolled back 3_typo'));
        write({ [migrationFile('3_typo')]: 'CREATE INDEX ON "memories" ("id");\n' });
        assert.equal((await prisma(url, ['migrate', 'deploy'])).exitCode, 0);
        assert.match(
          (await status()).stdout,
          /applied +3_typo\n +applied, but not committed yet\.\n +applied on attempt 2\./,
        );

        write({ [migrationFile('4_by_hand')]: 'SELECT 1;\n' });
        await prisma(url, ['migrate', 'resolve', '--applied', '4_by_hand']);
        assert.match((await status()).stdout, /marked +4_by_hand\n +marked as applied by hand/);
        const built = await runCli(folder, ['status'], { DATABASE_URL: url });
        assert.equal(built.exitCode, 0, built.stderr);
        assert.match(built.stdout, /4 migrations: 1 marked, 3 applied; 2 protected indexes in place\./);
      },
      { version },
    ),
  );
}
