import assert from 'node:assert/strict';
import type { MigrationRow } from '../../../src/core/database/migration-row';
import { isSameDatabase } from '../../../src/core/environment/identity';
import { DatabaseUrl } from '../../../src/core/environment/database-url';
import { Database } from '../../../src/adapters/database/database';
import { fixChecksum, undoStatement } from '../../../src/adapters/database/fix-checksum';
import { readIdentity } from '../../../src/adapters/database/identity';
import { readRows } from '../../../src/adapters/database/rows';
import { assertNoSecrets } from '../../helpers/no-secrets';
import type { PostgresServer } from '../../helpers/postgres-server';
import { sharedServer } from '../../helpers/shared-servers';
import { openSession, runSql } from '../../helpers/sql';

/** As Prisma makes it. */
const table = `CREATE TABLE _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

/** Three attempts at one migration, all with the same checksum: one rolled back, one failed, one finished; and another. */
const rows = `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, rolled_back_at) VALUES
  ('rolled-back', 'old', '1_a', '2026-01-01', NULL, '2026-01-02'),
  ('rolled-back-finished', 'old', '1_a', '2026-01-01 01:00', '2026-01-02', '2026-01-02'),
  ('failed', 'old', '1_a', '2026-01-02', NULL, NULL),
  ('finished', 'old', '1_a', '2026-01-03', '2026-01-03', NULL),
  ('other', 'old', '2_b', '2026-01-04', '2026-01-04', NULL)`;

/** The key of Prisma's lock. */
const lock = 72707369;

describe('fixing a checksum', () => {
  let server: PostgresServer;
  let url: string;
  const opened: Database[] = [];

  /** A connection of its own. */
  function connect(to = url): Database {
    const database = new Database(DatabaseUrl.parse(to, 'the test'));
    opened.push(database);
    return database;
  }

  async function row(id: string): Promise<MigrationRow> {
    const found = (await readRows(connect()))?.find((one) => one.id === id);
    assert.ok(found);
    return found;
  }

  /** `id checksum` of each row. */
  async function checksums(): Promise<string[]> {
    const found = await runSql<{ id: string; checksum: string }>(
      url,
      'SELECT id, checksum FROM _prisma_migrations ORDER BY started_at, id',
    );
    return found.map(({ id, checksum }) => `${id} ${checksum}`);
  }

  const untouched = [
    'rolled-back old',
    'rolled-back-finished old',
    'failed old',
    'finished old',
    'other old',
  ];

  /** Waits until a connection of this database waits for Prisma's lock, and gives its process. */
  async function waitingProcess(): Promise<number> {
    for (;;) {
      const [found] = await runSql<{ pid: number }>(
        url,
        `SELECT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database
         WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.objid = ${lock} AND NOT l.granted`,
      );
      if (found) return found.pid;
    }
  }

  before(async () => {
    server = await sharedServer();
  });

  beforeEach(async () => {
    url = await server.createDatabase();
    await runSql(url, `${table}; ${rows}`);
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((database) => database.close()));
  });

  // Mutations: updateMany without `id` in its condition; with `migrationName` in its place.
  it('changes one checksum of one row, and nothing else of it', async () => {
    const change = { row: await row('finished'), checksum: 'new' };
    assert.equal(await fixChecksum(connect(), change), true);
    assert.deepEqual(await checksums(), untouched.with(3, 'finished new'));
    assert.deepEqual(await row('finished'), { ...change.row, checksum: 'new' });
  });

  // Mutations: the condition without `finishedAt`; without `rolledBackAt`.
  for (const id of ['failed', 'rolled-back', 'rolled-back-finished']) {
    it(`leaves a row alone that is ${id.replace('-finished', ' after it had finished')}`, async () => {
      assert.equal(await fixChecksum(connect(), { row: await row(id), checksum: 'new' }), false);
      assert.deepEqual(await checksums(), untouched);
    });
  }

  // Mutation: the condition without `checksum`.
  it('lets only one of two succeed that start at once', async () => {
    const read = await row('finished');
    const results = await Promise.all([
      fixChecksum(connect(), { row: read, checksum: 'one' }),
      fixChecksum(connect(), { row: read, checksum: 'two' }),
    ]);
    assert.deepEqual(results.toSorted(), [false, true]);
    const winner = results[0] ? 'one' : 'two';
    assert.deepEqual(await checksums(), untouched.with(3, `finished ${winner}`));
  });

  // Mutations: without pg_advisory_xact_lock; with another key; without lock_timeout, which then waits for ever.
  it('gives up in one sentence while prisma migrate holds its lock, and goes on when that is free', async () => {
    const prisma = await openSession(url);
    await prisma.run(`SELECT pg_advisory_lock(${lock})`);
    const change = { row: await row('finished'), checksum: 'new' };
    await assert.rejects(fixChecksum(connect(), change, [], 100), {
      name: 'HumanError',
      message:
        /^Somebody else holds a lock at .*: most likely prisma migrate is running\. Try again when it has finished\.$/,
    });
    assert.deepEqual(await checksums(), untouched);
    const waiting = fixChecksum(connect(), change);
    await waitingProcess();
    await prisma.run(`SELECT pg_advisory_unlock(${lock})`);
    assert.equal(await waiting, true);
    await prisma.close();
  });

  // Mutation: a lock of the session, which a pooler would hand on.
  it('leaves no lock and no setting behind', async () => {
    const database = connect();
    await fixChecksum(database, { row: await row('finished'), checksum: 'new' });
    const held = await runSql<{ count: number }>(
      url,
      `SELECT count(*)::int AS count FROM pg_locks WHERE locktype = 'advisory' AND objid = ${lock}
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    assert.deepEqual(held, [{ count: 0 }]);
    const setting = await database.read(
      'asking',
      (transaction) => transaction.$queryRaw<{ lock_timeout: string }[]>`SHOW lock_timeout`,
    );
    assert.deepEqual(setting, [{ lock_timeout: '0' }]);
  });

  // Mutation: an answer that does not wait for COMMIT.
  it('changes nothing where the connection is cut, before the change or between change and COMMIT', async () => {
    const change = { row: await row('finished'), checksum: 'new' };
    const holder = await openSession(url);
    await holder.run(`SELECT pg_advisory_lock(${lock})`);
    const cutWhileItWaits = async (): Promise<void> => {
      const failed = assert.rejects(fixChecksum(connect(), change), {
        name: 'HumanError',
        message: /closed the connection/,
      });
      await holder.run(`SELECT pg_terminate_backend(${await waitingProcess()})`);
      await failed;
      assert.deepEqual(await checksums(), untouched);
    };
    await cutWhileItWaits();
    await holder.run('SELECT pg_advisory_unlock_all()');
    // Now the same lock of another class is waited for when everything is done but the COMMIT.
    await runSql(
      url,
      `CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN PERFORM pg_advisory_xact_lock(1, ${lock}); RETURN NULL; END $$;
       CREATE CONSTRAINT TRIGGER wait AFTER UPDATE ON _prisma_migrations
         DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait()`,
    );
    await holder.run(`SELECT pg_advisory_lock(1, ${lock})`);
    await cutWhileItWaits();
    await holder.close();
  });

  // Mutation: without the check that it was one row.
  it('takes everything back where the id is not one row’s alone', async () => {
    await runSql(
      url,
      `ALTER TABLE _prisma_migrations DROP CONSTRAINT _prisma_migrations_pkey;
       INSERT INTO _prisma_migrations SELECT * FROM _prisma_migrations WHERE id = 'finished'`,
    );
    await assert.rejects(fixChecksum(connect(), { row: await row('finished'), checksum: 'new' }), {
      message: /2 rows of _prisma_migrations have the id finished/,
    });
    assert.ok((await checksums()).every((one) => one.endsWith(' old')));
  });

  it('says in one sentence, without the password, what a user lacks who may only read', async () => {
    const role = await server.createRole();
    await runSql(url, `GRANT SELECT ON _prisma_migrations TO ${role.name}`);
    const change = { row: await row('finished'), checksum: 'new' };
    const error = await fixChecksum(connect(role.at(url)), change).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof Error);
    assert.match(
      error.message,
      /is not allowed to do this .* permission denied for table _prisma_migrations/,
    );
    assertNoSecrets(error, [role.password]);
    await runSql(
      url,
      `GRANT UPDATE ON _prisma_migrations TO ${role.name};
      ALTER ROLE ${role.name} SET default_transaction_read_only = on`,
    );
    await assert.rejects(fixChecksum(connect(role.at(url)), change), { message: /accepts no changes/ });
    assert.deepEqual(await checksums(), untouched);
  });

  // Mutation: undoStatement without the new checksum in its condition.
  it('prints what undoes it, once and not over what came later', async () => {
    const change = { row: await row('finished'), checksum: 'new' };
    await fixChecksum(connect(), change);
    await runSql(url, undoStatement('public', change));
    assert.deepEqual(await checksums(), untouched);
    await runSql(url, "UPDATE _prisma_migrations SET checksum = 'later' WHERE id = 'finished'");
    await runSql(url, undoStatement('public', change));
    assert.deepEqual(await checksums(), untouched.with(3, 'finished later'));
  });

  it('works in the schema that the URL names', async () => {
    await runSql(url, 'CREATE SCHEMA "My App"; ALTER TABLE _prisma_migrations SET SCHEMA "My App"');
    const database = connect(`${url}?schema=My%20App`);
    const finished = (await readRows(database))?.find(({ id }) => id === 'finished');
    assert.ok(finished);
    const change = { row: finished, checksum: 'new' };
    assert.equal(await fixChecksum(database, change), true);
    await runSql(url, undoStatement('My App', change));
    assert.equal((await readRows(database))?.find(({ id }) => id === 'finished')?.checksum, 'old');
  });
});

describe('what identifies a database', () => {
  async function identityOf(url: string) {
    const database = new Database(DatabaseUrl.parse(url, 'the test'));
    try {
      return await readIdentity(database);
    } finally {
      await database.close();
    }
  }

  // Mutations: isSameDatabase without `system`; without `oid`; without `rows`.
  it('sees one database through two URLs, and two in one server', async () => {
    const server = await sharedServer();
    const url = await server.createDatabase();
    await runSql(url, `${table}; ${rows}`);
    const { pathname } = new URL(url);
    const socket =
      `postgresql://postgres@localhost${pathname}?host=${encodeURIComponent(server.socketFolder)}`.replace(
        'localhost/',
        `localhost:${server.port}/`,
      );
    const own = await identityOf(url);
    assert.ok(own.system);
    assert.equal(own.rows.length, 5);
    assert.ok(isSameDatabase(own, await identityOf(socket)));

    const clone = `${pathname.slice(1)}_clone`;
    await runSql(server.adminUrl, `CREATE DATABASE "${clone}" TEMPLATE "${pathname.slice(1)}"`);
    const other = new URL(url);
    other.pathname = `/${clone}`;
    const copied = await identityOf(other.href);
    assert.deepEqual(copied.rows.toSorted(), own.rows.toSorted());
    assert.ok(!isSameDatabase(own, copied));
    assert.ok(!isSameDatabase(own, { ...own, system: '1' }), 'a dump restored elsewhere');
    assert.ok(!isSameDatabase(own, { ...own, rows: ['another'] }), 'another schema');
  });

  it('goes without the server’s number where the user may not ask for it', async () => {
    const server = await sharedServer();
    const url = await server.createDatabase();
    await runSql(url, `${table}; ${rows}; REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC`);
    const role = await server.createRole();
    await runSql(url, `GRANT SELECT ON _prisma_migrations TO ${role.name}`);
    const identity = await identityOf(role.at(url));
    assert.equal(identity.system, undefined);
    assert.ok(isSameDatabase(identity, await identityOf(url)));
  });
});
