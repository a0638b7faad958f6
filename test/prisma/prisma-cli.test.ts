import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { inPrismaProject, migrationFile, type PrismaProject } from '../helpers/prisma-project';
import { withCredentials } from '../helpers/postgres-server';
import { freePort } from '../helpers/server-process';
import { sharedPglite, sharedServer } from '../helpers/shared-servers';
import { openSession, runSql } from '../helpers/sql';

const init = '20260101000000_init';
const gin = '20260102000000_gin';

const createTable = `-- CreateTable
CREATE TABLE "memories" (
    "id" INTEGER NOT NULL,
    "tags" TEXT[],

    CONSTRAINT "memories_pkey" PRIMARY KEY ("id")
);
`;

const project = {
  models: 'model memories {\n  id   Int      @id\n  tags String[]\n}\n',
  migrations: {
    [init]: createTable,
    [gin]: 'CREATE INDEX "idx_memories_tags" ON "memories" USING gin ("tags");\n',
  },
};

const afterwards = { [migrationFile('20260103000000_typo')]: 'CREATE INDEX ON "memory" ("id");\n' };

interface Row {
  readonly migration_name: string;
  readonly checksum: string;
  readonly state: 'applied' | 'failed' | 'rolled back';
  readonly steps: number;
  readonly logs: string | null;
}

function rowsOf(url: string): Promise<Row[]> {
  return runSql<Row>(
    url,
    `SELECT migration_name, checksum, applied_steps_count AS steps, logs,
       CASE WHEN rolled_back_at IS NOT NULL THEN 'rolled back' WHEN finished_at IS NULL THEN 'failed'
         ELSE 'applied' END AS state
     FROM _prisma_migrations ORDER BY started_at`,
  );
}

async function statesOf(url: string): Promise<string[]> {
  return (await rowsOf(url)).map(({ migration_name, state, steps }) => `${migration_name} ${state} ${steps}`);
}

const applied = [`${init} applied 1`, `${gin} applied 1`];

async function deploy({ prisma }: PrismaProject, url: string): Promise<void> {
  const { exitCode, stderr } = await prisma(url, ['migrate', 'deploy']);
  assert.equal(exitCode, 0, stderr);
}

/** The SQL of the migration that `migrate dev --create-only` made. */
function createdMigration(prismaProject: PrismaProject, name: string): string {
  const folder = fs.readdirSync(prismaProject.at('prisma/migrations')).find((found) => found.endsWith(name));
  assert.ok(folder, `there is no migration ${name}`);
  return fs.readFileSync(prismaProject.at(migrationFile(folder)), 'utf8');
}

const servers: Readonly<Record<string, () => Promise<string>>> = {
  PostgreSQL: async () => (await sharedServer()).createDatabase(),
  PGlite: async () => {
    const { url, clear } = await sharedPglite();
    await clear();
    return url;
  },
};

for (const [server, openDatabase] of Object.entries(servers)) {
  describe(`The real Prisma CLI on ${server}`, () => {
    it(
      'writes a row with the checksum of each migration it deploys, and finds the database up to date',
      inPrismaProject(project, async (opened) => {
        const url = await openDatabase();
        await deploy(opened, url);
        assert.deepEqual(
          (await rowsOf(url)).map(({ migration_name, checksum }) => [migration_name, checksum]),
          Object.entries(project.migrations).map(([name, sql]) => [
            name,
            createHash('sha256').update(sql).digest('hex'),
          ]),
        );
        assert.deepEqual(await statesOf(url), applied);
        const { exitCode, stdout } = await opened.prisma(url, ['migrate', 'status']);
        assert.match(stdout, /Database schema is up to date!/);
        assert.equal(exitCode, 0);
      }),
    );

    it(
      'leaves a failed row with what PostgreSQL said, which it can mark as rolled back',
      inPrismaProject(project, async (opened) => {
        const url = await openDatabase();
        opened.write(afterwards);
        const { exitCode, stderr } = await opened.prisma(url, ['migrate', 'deploy']);
        assert.match(stderr, /^Error: P3018$/m);
        assert.equal(exitCode, 1);
        assert.deepEqual(await statesOf(url), [...applied, '20260103000000_typo failed 0']);
        const logs = (await rowsOf(url)).at(-1)?.logs ?? '';
        assert.match(logs, /^A migration failed to apply\. New migrations cannot be applied before/);
        assert.match(logs, /\nMigration name: 20260103000000_typo\n/);
        assert.match(logs, /\nDatabase error code: 42P01\n/);
        assert.match(logs, /\nERROR: relation "memory" does not exist\n/);
        await opened.prisma(url, ['migrate', 'resolve', '--rolled-back', '20260103000000_typo']);
        assert.deepEqual(await statesOf(url), [...applied, '20260103000000_typo rolled back 0']);
      }),
    );

    it(
      'marks a migration as applied without running it',
      inPrismaProject(project, async ({ prisma }) => {
        const url = await openDatabase();
        const { stdout } = await prisma(url, ['migrate', 'resolve', '--applied', init]);
        assert.match(stdout, /marked as applied/);
        assert.deepEqual(await statesOf(url), [`${init} applied 0`]);
        assert.deepEqual(await runSql(url, `SELECT to_regclass('memories') AS found`), [{ found: null }]);
      }),
    );

    it(
      'writes the drop of an index that the schema does not declare, and then says that an applied migration was modified',
      inPrismaProject(project, async (opened) => {
        const url = await openDatabase();
        await deploy(opened, url);
        const dev = ['migrate', 'dev', '--create-only', '--name'];
        const created = await opened.prisma(url, [...dev, 'next']);
        assert.equal(created.exitCode, 0, created.stderr);
        assert.equal(createdMigration(opened, 'next'), '-- DropIndex\nDROP INDEX "idx_memories_tags";\n');
        opened.write({ [migrationFile(init)]: `-- The memories.\n${createTable}` });
        const { exitCode, stdout } = await opened.prisma(url, [...dev, 'more']);
        assert.match(stdout, new RegExp(`The migration \`${init}\` was modified after it was applied\\.`));
        assert.equal(exitCode, 130);
      }),
    );
  });
}

describe('The real Prisma CLI', () => {
  it(
    'leaves no shadow database behind',
    inPrismaProject(project, async ({ prisma }) => {
      const { createDatabase, adminUrl } = await sharedServer();
      const { exitCode, stderr } = await prisma(await createDatabase(), ['migrate', 'dev', '--name', 'next']);
      assert.equal(exitCode, 0, stderr);
      assert.deepEqual(await runSql(adminUrl, `SELECT FROM pg_database WHERE datname LIKE '%shadow%'`), []);
    }),
  );

  it(
    'creates a database that is not there, and keeps its rows in the schema that the URL names',
    inPrismaProject(project, async (opened) => {
      const { adminUrl } = await sharedServer();
      const url = new URL(adminUrl);
      url.pathname = '/made_by_prisma';
      await deploy(opened, `${url.href}?schema=rooms`);
      assert.deepEqual(
        await runSql(url.href, `SELECT schemaname AS schema FROM pg_tables WHERE tablename = 'memories'`),
        [{ schema: 'rooms' }],
      );
      assert.deepEqual(await runSql(url.href, 'SELECT count(*)::int AS rows FROM rooms._prisma_migrations'), [
        { rows: 2 },
      ]);
    }),
  );

  it(
    'says with its own codes why it cannot connect',
    inPrismaProject(project, async ({ prisma }) => {
      const { adminUrl } = await sharedServer();
      const wrong = await prisma(withCredentials(adminUrl, 'postgres', 'wrong'), ['migrate', 'status']);
      assert.match(wrong.stderr + wrong.stdout, /P1000/);
      assert.equal(wrong.exitCode, 1);
      const nobody = `postgresql://postgres@127.0.0.1:${await freePort()}/postgres`;
      const refused = await prisma(nobody, ['migrate', 'status']);
      assert.match(refused.stderr + refused.stdout, /P1001/);
      assert.equal(refused.exitCode, 1);
    }),
  );

  it(
    'waits for the lock that another holds while it deploys',
    inPrismaProject(project, async (opened) => {
      const { createDatabase } = await sharedServer();
      const url = await createDatabase();
      const other = await openSession(url);
      await other.run('SELECT pg_advisory_lock(72707369)');
      const ended = new AbortController();
      const deployed = deploy(opened, url).finally(() => ended.abort());
      const waits = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 72707369 AND NOT granted`;
      while (!ended.signal.aborted && (await other.run(waits)).length === 0) await nextTurn();
      assert.equal(ended.signal.aborted, false);
      assert.deepEqual(await runSql(url, `SELECT to_regclass('memories') AS found`), [{ found: null }]);
      await other.close();
      await deployed;
      assert.deepEqual(await statesOf(url), applied);
    }),
  );
});

describe('The real Prisma CLI of version 6', () => {
  it(
    'deploys, writes the same drop, and says that an applied migration was modified',
    inPrismaProject({ ...project, version: 6 }, async (opened) => {
      const { createDatabase } = await sharedServer();
      const url = await createDatabase();
      assert.match((await opened.prisma(url, ['--version'])).stdout, /^prisma\s*: 6\.19\.3$/m);
      await deploy(opened, url);
      assert.deepEqual(await statesOf(url), applied);
      const dev = ['migrate', 'dev', '--create-only', '--name'];
      const created = await opened.prisma(url, [...dev, 'next']);
      assert.equal(created.exitCode, 0, created.stderr);
      assert.equal(createdMigration(opened, 'next'), '-- DropIndex\nDROP INDEX "idx_memories_tags";\n');
      opened.write({ [migrationFile(init)]: `-- The memories.\n${createTable}` });
      const { exitCode, stdout } = await opened.prisma(url, [...dev, 'more']);
      assert.match(stdout, new RegExp(`The migration \`${init}\` was modified after it was applied\\.`));
      assert.equal(exitCode, 130);
    }),
  );
});
