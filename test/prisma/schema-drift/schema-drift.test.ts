import assert from 'node:assert/strict';
import { buildCli } from '../../helpers/cli';
import { migrationFile } from '../../helpers/prisma-project';
import { runSql } from '../../helpers/sql';
import { init, partial, inDeployed } from './setting';

describe('check-drift --schema', () => {
  // With the embedded database's files.
  before(buildCli);

  it(
    'finds nothing where the database is what its migrations make, and leaves pending ones out',
    inDeployed(async ({ write }, { check }) => {
      write({ [migrationFile('3_pending')]: 'ALTER TABLE "notes" ADD COLUMN "more" TEXT;\n' });
      const { exitCode, stdout } = await check('check-drift', '--schema');
      assert.equal(exitCode, 0);
      assert.match(stdout, /\nThe schema is what 2 replayed migrations make\.\n$/);
    }),
  );

  it(
    'tells what was made and dropped by hand, and prints the migration that adopts it',
    inDeployed(async (project, { url, check, differences }) => {
      await runSql(
        url,
        `CREATE INDEX mine ON notes (lower(title)); ALTER TABLE notes ADD COLUMN note text DEFAULT '';
         ALTER TABLE notes ALTER title DROP NOT NULL; DROP INDEX notes_recent`,
      );
      assert.deepEqual(await differences(), [
        'unexpected column notes.note: hand',
        'different column notes.title: hand',
        'unexpected index notes.mine: hand',
        'missing index notes.notes_recent: pushed',
      ]);
      const { exitCode, stdout } = await check('check-drift', '--schema');
      assert.equal(exitCode, 1);
      assert.match(stdout, /all files as applied\.\n/);
      const [, adopting = ''] = stdout.split('it changes nothing:\n\n');
      assert.equal(
        adopting,
        `ALTER TABLE "notes" ADD COLUMN IF NOT EXISTS "note" text DEFAULT ''::text;\n` +
          'CREATE INDEX IF NOT EXISTS mine ON notes USING btree (lower(title));\n\n' +
          'The schema has 4 differences from what 2 replayed migrations make.\n',
      );
      project.write({ [migrationFile('3_adopt')]: adopting.split('\n\n')[0] });
      assert.equal((await project.prisma(url, ['migrate', 'deploy'])).exitCode, 0);
      assert.deepEqual(await differences(), [
        'different column notes.title: hand',
        'missing index notes.notes_recent: pushed',
      ]);
    }),
  );

  it(
    'names the migration that was changed after it was applied, and the pending one whose work is done',
    inDeployed(async ({ write }, { url, differences }) => {
      write({
        [migrationFile('2_recent')]: partial.replace('"title" <>', '"title" ='),
        [migrationFile('3_more')]: 'CREATE INDEX "notes_more" ON "notes" ("id", "at");\n',
      });
      await runSql(url, 'CREATE INDEX notes_more ON notes (id, at)');
      assert.deepEqual(await differences(), [
        'unexpected index notes.notes_more: ahead',
        'different index notes.notes_recent: edited',
      ]);
    }),
  );

  it(
    'says of a history that cannot be replayed which statement is at fault, and exits 2',
    inDeployed(async ({ write }, { check }) => {
      write({ [migrationFile('1_init')]: `${init}\nSELECT nothing;\n` });
      const { exitCode, stdout } = await check('check-drift', '--schema');
      assert.equal(exitCode, 2);
      assert.match(
        stdout,
        /SELECT nothing[^]*The schema cannot be compared: replayed from empty, 1_init fails\./,
      );
    }),
  );
});
