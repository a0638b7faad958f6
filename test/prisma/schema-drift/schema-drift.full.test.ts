import assert from 'node:assert/strict';
import { applyMigrations, markAsApplied } from '../../helpers/applied-migrations';
import { runCliHere } from '../../helpers/cli-here';
import { inPrismaProject, migrationFile } from '../../helpers/prisma-project';
import { sharedPglite } from '../../helpers/shared-servers';
import { runSql } from '../../helpers/sql';
import { models, init, type Json, inDeployed } from './setting';

describe('check-drift --schema', () => {
  it(
    'finds nothing in a schema of another name',
    inDeployed(async (_, { differences }) => assert.deepEqual(await differences(), []), 'my app'),
  );

  it(
    'leaves alone what the platform provides, whatever the prelude makes of it, and other schemas',
    inDeployed(async ({ write }, { url, differences }) => {
      await runSql(
        url.replace('schema=app', ''),
        `CREATE SCHEMA auth; CREATE FUNCTION auth.uid() RETURNS int LANGUAGE sql AS 'SELECT 7'; CREATE TABLE auth.users (id int);
         CREATE TABLE public.of_others (id int); CREATE SCHEMA jobs; CREATE TABLE jobs.queue (id int)`,
      );
      write({
        'migration-guard.json': '{ "prelude": "platform.sql" }',
        'platform.sql': `CREATE SCHEMA auth; CREATE FUNCTION auth.uid() RETURNS int LANGUAGE sql AS 'SELECT 1';`,
      });
      assert.deepEqual(await differences(), []);
    }, 'app'),
  );

  it(
    'knows a broken-off CONCURRENTLY, prisma db push, and a migration that was only marked as applied',
    inDeployed(async ({ write }, { url, differences }) => {
      const marked = 'CREATE TABLE "marked" ("id" INTEGER PRIMARY KEY);\n';
      await runSql(url, `UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'notes_recent'::regclass`);
      await runSql(url, 'ALTER TABLE notes ADD COLUMN pushed integer');
      write({
        'prisma/schema.prisma': `datasource db {\n  provider = "postgresql"\n}\n${models.replace('}', '  pushed Int?\n}')}`,
        [migrationFile('3_marked')]: marked,
      });
      await markAsApplied(url, '3_marked', marked);
      assert.deepEqual(await differences(), [
        'missing table marked: marked',
        'unexpected column notes.pushed: pushed',
        'different index notes.notes_recent: invalid',
      ]);
    }),
  );

  it(
    'is counted by status --schema, and only there',
    inDeployed(async (_, { url, check }) => {
      await runSql(url, 'CREATE INDEX mine ON notes (title)');
      const { exitCode, stdout } = await check('status', '--schema');
      assert.equal(exitCode, 1);
      assert.match(
        stdout,
        /The schema has 1 difference from what 2 replayed migrations make\. migration-guard check-drift --schema\s+shows\s+more\.\n$/,
      );
      const without = await check('status');
      assert.deepEqual([without.exitCode, /schema/.test(without.stdout)], [0, false]);
      const json = JSON.parse((await check('status', '--schema', '--json')).stdout) as Json;
      assert.equal(json.projects[0]?.schema.differences.length, 1);
    }),
  );

  it('works on PGlite with pgvector', async () => {
    const { url, clear } = await sharedPglite();
    await clear();
    const migrations = {
      '1_init': `CREATE EXTENSION IF NOT EXISTS vector;\n${init}ALTER TABLE "notes" ADD COLUMN "e" vector(3);\n`,
      '2_index': 'CREATE INDEX "notes_e" ON "notes" USING ivfflat ("e" vector_l2_ops) WITH (lists = 1);\n',
    };
    await inPrismaProject({ models, migrations }, async ({ folder }) => {
      await applyMigrations(url, migrations);
      const check = () =>
        runCliHere(folder, ['check-drift', '--schema'], { DATABASE_URL: url, COLUMNS: '100' });
      const same = await check();
      assert.equal(same.exitCode, 0, same.stdout);
      await runSql(url, 'DROP INDEX notes_e; CREATE INDEX notes_e ON notes USING hnsw (e vector_l2_ops)');
      const { exitCode, stdout } = await check();
      assert.equal(exitCode, 1);
      assert.match(
        stdout,
        /different {3}index notes\.notes_e\n +Its definition: CREATE INDEX notes_e .*hnsw/,
      );
    })();
  });
});
