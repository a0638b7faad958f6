import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { withCredentials } from '../../helpers/postgres-server';
import { inPrismaProject } from '../../helpers/prisma-project';
import { freePort } from '../../helpers/server-process';
import { sharedPglite, sharedServer } from '../../helpers/shared-servers';
import { openSession, runSql } from '../../helpers/sql';
import { testsOfRows, testsOfShadow } from './cases';
import { applied, deploy, project, statesOf } from './setting';

const openDatabase = async () => (await sharedServer()).createDatabase();

describe('The real Prisma CLI on PostgreSQL', () => {
  testsOfShadow(openDatabase);
  testsOfRows(openDatabase);

  it('leaves no shadow database behind', async () => {
    const { adminUrl } = await sharedServer();
    assert.deepEqual(await runSql(adminUrl, `SELECT FROM pg_database WHERE datname LIKE '%shadow%'`), []);
  });
});

describe('The real Prisma CLI of version 6', () => {
  testsOfShadow(openDatabase, 6);
});

describe('The real Prisma CLI on PGlite', () => {
  const openDatabase = async () => {
    const { url, clear } = await sharedPglite();
    await clear();
    return url;
  };
  testsOfRows(openDatabase);
  testsOfShadow(openDatabase);
});

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
