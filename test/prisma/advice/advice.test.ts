import assert from 'node:assert/strict';
import fs from 'node:fs';
import { commandsIn } from '../../helpers/advice';
import { applyMigrations } from '../../helpers/applied-migrations';
import { buildCli, type Ran } from '../../helpers/cli';
import { runLikePsql } from '../../helpers/database-commands';
import { migrationFile } from '../../helpers/prisma-project';
import { runSql } from '../../helpers/sql';
import { advised, search, table } from './setting';

function endsWell({ exitCode, stdout, stderr }: Ran): void {
  assert.equal(exitCode, 0, `${stdout}\n${stderr}`);
}

/**
 * Each next step that we print is carried out in the state in which it is printed: below the project's folder, for another
 * environment than the local one. test/unit/advice/sites.ts says which test is for which text.
 */
describe('what is advised works', () => {
  before(buildCli);

  it(
    'of a failed migration: it is resolved in its own environment, and the local database is left alone',
    advised(async ({ prisma, write }, { local, dev, cli, paste }) => {
      write({ [migrationFile('3_typo')]: 'CREATE INDEX ON "note" ("id");\n' });
      assert.notEqual((await prisma(dev, ['migrate', 'deploy'])).exitCode, 0);
      const migrate = await cli('migrate', '--env', 'dev');
      assert.equal(migrate.exitCode, 1);
      assert.doesNotMatch(migrate.stdout, /Nothing is pending/);
      await paste(migrate, /guard status/);
      const failed = await cli('status', '--env', 'dev');
      assert.equal(failed.exitCode, 1);
      assert.match(failed.stdout, /PostgreSQL has undone all of it/);
      endsWell(await paste(failed, /--rolled-back/));
      const after = await cli('status', '--env', 'dev');
      endsWell(after);
      assert.match(after.stdout, /rolled back {2}3_typo/);
      assert.deepEqual(await runSql(local, "SELECT to_regclass('_prisma_migrations') AS it"), [{ it: null }]);
    }),
  );

  it(
    'of a failed migration of which a part may be there: it is marked as applied, or as rolled back',
    advised(async ({ prisma, write }, { dev, cli, paste }) => {
      write({ [migrationFile('3_part')]: 'BEGIN; CREATE TABLE parts (id int); COMMIT; SELECT nothing;\n' });
      assert.notEqual((await prisma(dev, ['migrate', 'deploy'])).exitCode, 0);
      const failed = await cli('status', '--env', 'dev');
      assert.match(failed.stdout, /a part of it may be\s+there/);
      endsWell(await paste(failed, /--applied/));
      assert.match((await cli('status', '--env', 'dev')).stdout, /marked +3_part/);
    }),
  );

  it(
    'of squashed migrations: the one in their place is marked as applied',
    advised(async ({ at, write, commit }, { cli, paste }) => {
      for (const name of ['1_init', '2_search'])
        fs.rmSync(at(`prisma/migrations/${name}`), { recursive: true });
      write({ [migrationFile('0_squashed')]: table + search });
      commit('squashed');
      const before = await cli('check-drift', '--env', 'dev');
      assert.equal(before.exitCode, 1);
      endsWell(await paste(before, /--applied 0_squashed/));
      endsWell(await cli('status', '--env', 'dev'));
    }),
  );

  it(
    'of a protected index that is gone, invalid or another one: restore brings it back there',
    advised(async (_, { dev, cli, paste }) => {
      const restored = async (printed: Ran): Promise<void> => {
        const sql = await paste(printed, /restore .*notes_lower$/);
        endsWell(sql);
        await runLikePsql(dev, sql.stdout);
        endsWell(await cli('status', '--env', 'dev', '--schema'));
      };
      await runSql(dev, 'DROP INDEX notes_lower');
      const gone = await cli('status', '--env', 'dev');
      assert.equal(gone.exitCode, 1);
      assert.match((await cli('restore', '--env', 'dev')).stderr, /No migration here takes it away/);
      await restored(gone);
      await runSql(dev, 'DROP INDEX notes_lower');
      await restored(await cli('inspect', '--env', 'dev'));
      await runSql(dev, 'DROP INDEX notes_lower');
      const differing = await cli('status', '--env', 'dev', '--schema');
      await restored(
        await paste(differing, /check-drift/).then(() => cli('check-drift', '--env', 'dev', '--schema')),
      );

      await runSql(dev, 'DROP INDEX notes_lower; CREATE INDEX notes_lower ON notes (title)');
      const imposter = await cli('check-drift', '--env', 'dev', '--schema');
      assert.equal(imposter.exitCode, 1);
      const refused = await cli('restore', '--env', 'dev', 'notes_lower');
      assert.equal(refused.exitCode, 1);
      assert.equal((await paste(imposter, /restore .*notes_lower$/)).exitCode, 1);
      const sql = await paste(refused, /--confirm-drop/);
      endsWell(sql);
      await runLikePsql(dev, sql.stdout);
      endsWell(await cli('status', '--env', 'dev', '--schema'));
    }),
  );

  it(
    'of a harmless edit: the rows get the new checksums, or the file its text',
    advised(async ({ write, at, commit }, { cli, paste }) => {
      const edit = (): void => {
        write({ [migrationFile('1_init')]: `-- the first one\n${table}` });
        commit('a comment');
      };
      edit();
      const printed = await cli('check-drift', '--env', 'dev');
      assert.equal(printed.exitCode, 1);
      endsWell(await paste(printed, /--all-cosmetic/, ' --yes'));
      endsWell(await cli('check-drift', '--env', 'dev'));
      write({ [migrationFile('2_search')]: `-- the second one\n${search}` });
      const second = await paste(await cli('status', '--env', 'dev'), /check-drift/);
      assert.equal(second.exitCode, 1);
      const named = await cli('fix-drift', '--env', 'dev', '--all-cosmetic');
      assert.match(named.stderr, /2_search is not committed as it is now/);
      endsWell(await paste(await cli('check-drift', '--env', 'dev'), /--restore-file 2_search/, ' --yes'));
      assert.equal(fs.readFileSync(at(migrationFile('2_search')), 'utf8'), search);
    }),
  );

  it(
    'of a changed file: it gets the applied text back, and the index of that text is right all the time',
    advised(async ({ write }, { cli, paste }) => {
      write({ [migrationFile('2_search')]: search.replace('lower', 'upper') });
      const status = await cli('status', '--env', 'dev');
      assert.match(status.stdout, /present +notes_lower/);
      const refused = await cli('fix-drift', '--env', 'dev', '2_search');
      assert.equal(refused.exitCode, 1);
      const drift = await cli('check-drift', '--env', 'dev', '--schema');
      assert.deepEqual(
        commandsIn(drift.stdout).filter((one) => /restore-file/.test(one)),
        commandsIn(refused.stderr).filter((one) => /restore-file/.test(one)),
      );
      endsWell(await paste(refused, /--restore-file 2_search/, ' --yes'));
      endsWell(await cli('status', '--env', 'dev', '--schema'));
    }),
  );

  it(
    'of a file whose applied text nobody has: it is accepted by its name',
    advised(
      async (_, { dev, cli, paste }) => {
        await applyMigrations(dev, {
          '1_init': `-- never committed\n${table}-- by anybody\n`,
          '2_search': search,
        });
        const printed = await cli('check-drift', '--env', 'dev');
        assert.equal(printed.exitCode, 1);
        const refused = await cli('fix-drift', '--env', 'dev', '1_init');
        assert.equal(refused.exitCode, 1);
        endsWell(await paste(refused, /--accept/, ' --yes'));
        endsWell(await cli('check-drift', '--env', 'dev'));
        assert.ok(commandsIn(printed.stdout).some((one) => one.endsWith('--accept 1_init')));
      },
      { applied: false },
    ),
  );

  it(
    'of a folder that was deleted, or that only a commit has: git brings it back from wherever that is pasted',
    advised(async ({ at, git, write, commit }, { dev, cli, paste }) => {
      fs.rmSync(at('prisma/migrations/2_search'), { recursive: true });
      const deleted = await cli('status', '--env', 'dev');
      assert.equal(deleted.exitCode, 1);
      endsWell(await paste(deleted, /git restore/));
      endsWell(await cli('status', '--env', 'dev'));

      git('checkout', '--quiet', '-b', 'side');
      write({ [migrationFile('3_side')]: 'SELECT 1;\n' });
      commit('side');
      await applyMigrations(dev, { '3_side': 'SELECT 1;\n' });
      git('checkout', '--quiet', 'main');
      git('branch', '-D', 'side');
      const lost = await cli('check-drift', '--env', 'dev');
      assert.equal(lost.exitCode, 1);
      endsWell(await paste(lost, /git restore --source/));
      assert.equal(fs.readFileSync(at(migrationFile('3_side')), 'utf8'), 'SELECT 1;\n');
    }),
  );

  it(
    'of an edited migration that is merged: git puts it back, and shows those that were deleted',
    advised(async ({ at, write }, { cli, paste }) => {
      write({ [migrationFile('1_init')]: `-- the first one\n${table}` });
      const edited = await cli('lint');
      assert.equal(edited.exitCode, 1);
      endsWell(await paste(edited, /git checkout/));
      endsWell(await cli('lint'));
      for (const name of ['1_init', '2_search'])
        fs.rmSync(at(`prisma/migrations/${name}`), { recursive: true });
      write({ [migrationFile('0_squashed')]: table + search });
      const shown = await paste(await cli('lint'), /git log/);
      endsWell(shown);
      assert.match(shown.stdout, /1_init/);
    }),
  );

  it(
    'of a pending migration whose work is done: it is marked as applied',
    advised(async ({ write }, { dev, cli, paste }) => {
      const sql = 'CREATE VIEW titles AS SELECT title FROM notes;\n';
      write({ [migrationFile('3_titles')]: sql });
      await runSql(dev, sql);
      const ahead = await cli('check-drift', '--env', 'dev', '--schema');
      assert.equal(ahead.exitCode, 1);
      endsWell(await paste(ahead, /--applied 3_titles/));
      endsWell(await cli('check-drift', '--env', 'dev', '--schema'));
    }),
  );

  it(
    'of what somebody dropped by hand: the printed statements make it again',
    advised(async ({ write }, { dev, cli }) => {
      const more =
        "CREATE TABLE tags (id int PRIMARY KEY, name text CHECK (name <> ''));\nCREATE VIEW named AS SELECT name FROM tags;\n";
      write({ [migrationFile('3_tags')]: more });
      await applyMigrations(dev, { '3_tags': more });
      await runSql(dev, 'DROP TABLE tags CASCADE');
      const missing = await cli('check-drift', '--env', 'dev', '--schema');
      assert.equal(missing.exitCode, 1);
      const [, statements = ''] = /makes again what is missing:\n\n([^]*?)\n\n/.exec(missing.stdout) ?? [];
      await runLikePsql(dev, statements);
      endsWell(await cli('check-drift', '--env', 'dev', '--schema'));
    }),
  );

  it(
    'of what Prisma would drop: safe-migrate leaves it out, and migrate applies the rest',
    advised(async ({ write, at }, { local, cli, paste }) => {
      await applyMigrations(local, { '1_init': table, '2_search': search });
      write({
        'prisma/schema.prisma':
          'datasource db {\n  provider = "postgresql"\n}\n\nmodel notes {\n  id    Int    @id\n  title String\n  tag   String?\n}\n',
        [migrationFile('3_lower')]: '-- DropIndex\nDROP INDEX "notes_lower";\n',
      });
      const linted = await cli('lint');
      assert.equal(linted.exitCode, 1);
      endsWell(await paste(linted, /lint --fix/));
      fs.rmSync(at('prisma/migrations/3_lower'), { recursive: true });
      const unnamed = await cli('safe-migrate');
      endsWell(await paste(unnamed, /safe-migrate --name add_tags/));
      const again = await cli('status');
      assert.match(again.stdout, /pending +\d+_add_tags/);
      endsWell(await cli('migrate'));
    }),
  );
});
