import assert from 'node:assert/strict';
import { applyMigrations, markAsApplied } from '../helpers/applied-migrations';
import { buildCli, type Ran } from '../helpers/cli';
import { runCliHere } from '../helpers/cli-here';
import { assertNoSecrets } from '../helpers/no-secrets';
import { inPrismaProject, migrationFile, type PrismaProject } from '../helpers/prisma-project';
import { sharedPglite, sharedServer } from '../helpers/shared-servers';
import { runSql } from '../helpers/sql';

const models = 'model notes {\n  id    Int    @id\n  title String\n  at    DateTime?\n}\n';
const init = `-- CreateTable
CREATE TABLE "notes" (
    "id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "at" TIMESTAMP(3),

    CONSTRAINT "notes_pkey" PRIMARY KEY ("id")
);
`;
const partial = 'CREATE INDEX "notes_recent" ON "notes" ("at") WHERE "title" <> \'\';\n';
const contents = { models, migrations: { '1_init': init, '2_recent': partial } };

interface Setting {
  readonly url: string;
  readonly check: (...args: string[]) => Promise<Ran>;
  /** The differences as lines: `unexpected index notes.mine: hand`. */
  readonly differences: () => Promise<string[]>;
}

interface Json {
  projects: {
    schema: {
      differences: {
        kind: string;
        type: string;
        table: string | null;
        name: string;
        cause: { kind: string };
      }[];
      adopting: string[];
    };
  }[];
}

/** A project with a database of its own to which its migrations are applied. */
function inDeployed(
  body: (project: PrismaProject, setting: Setting) => Promise<void>,
  schema?: string,
): () => Promise<void> {
  return async () => {
    const server = await sharedServer();
    const own = new URL(await server.createDatabase());
    if (schema !== undefined) own.searchParams.set('schema', schema);
    const url = own.href;
    await inPrismaProject(contents, async (project) => {
      await applyMigrations(url, contents.migrations);
      const check = async (...args: string[]): Promise<Ran> => {
        const env = { DATABASE_URL: url, COLUMNS: '110' };
        const ran = await runCliHere(project.folder, args, env);
        assertNoSecrets([ran.stdout, ran.stderr], [server.adminPassword]);
        return ran;
      };
      await body(project, {
        url,
        check,
        differences: async () => {
          const { stdout, stderr } = await check('check-drift', '--schema', '--json');
          assert.equal(stderr, '');
          const [found] = (JSON.parse(stdout) as Json).projects;
          return (found?.schema.differences ?? []).map(
            ({ kind, type, table, name, cause }) =>
              `${kind} ${type} ${table === null || table === name ? name : `${table}.${name}`}: ${cause.kind}`,
          );
        },
      });
    })();
  };
}

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
          'The schema has 4 differences to what 2 replayed migrations make.\n',
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

  it(
    'is counted by status --schema, and only there',
    inDeployed(async (_, { url, check }) => {
      await runSql(url, 'CREATE INDEX mine ON notes (title)');
      const { exitCode, stdout } = await check('status', '--schema');
      assert.equal(exitCode, 1);
      assert.match(
        stdout,
        /The schema has 1 difference to what 2 replayed migrations make\. migration-guard check-drift --schema\s+tells\s+more\.\n$/,
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
