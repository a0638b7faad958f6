import assert from 'node:assert/strict';
import fs from 'node:fs';
import { Client, type ClientConfig } from 'pg';
import { startFaultyProxy, type FaultyProxy } from '../helpers/faulty-proxy';
import { findPgBouncer, startPgBouncer, type PgBouncer } from '../helpers/pgbouncer';
import { serverVersion } from '../helpers/postgres-binaries';
import { startServer, withCredentials, type PostgresServer } from '../helpers/postgres-server';
import { sharedPglite, sharedServer } from '../helpers/shared-servers';
import { skip } from '../helpers/skip';
import { openSession, runSql } from '../helpers/sql';

/** Connects, and asks one thing. Where `config` says nothing else it waits for as long as a busy machine may need. */
async function ask(
  url: string,
  config: Pick<ClientConfig, 'ssl' | 'connectionTimeoutMillis'> = {},
): Promise<unknown> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 30_000, ...config });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query('SELECT 1 AS one')).rows[0];
  } finally {
    await client.end().catch(() => undefined);
  }
}

const impatient = { connectionTimeoutMillis: 500 };

describe('The PostgreSQL of the tests', () => {
  let server: PostgresServer;
  before(async () => {
    server = await sharedServer();
  });

  // Catches: a suite on another version that quietly runs on the usual one.
  it('is the one that was asked for', async () => {
    const [row] = await runSql(
      server.adminUrl,
      `SELECT current_setting('server_version_num')::int / 10000 AS major`,
    );
    assert.equal(row?.['major'], serverVersion());
  });

  it('keeps databases apart', async () => {
    const [one, other] = [await server.createDatabase(), await server.createDatabase('named')];
    await runSql(one, 'CREATE TABLE only_here ()');
    assert.match(other, /\/named$/);
    assert.deepEqual(await runSql(other, `SELECT to_regclass('only_here') AS found`), [{ found: null }]);
  });

  it('refuses a wrong password, and asks for none on its socket', async () => {
    await assert.rejects(ask(withCredentials(server.adminUrl, 'postgres', 'wrong')), { code: '28P01' });
    const socket = encodeURIComponent(server.socketFolder);
    assert.deepEqual(await ask(`postgresql://postgres@/postgres?host=${socket}&port=${server.port}`), {
      one: 1,
    });
  });

  it('lets a role do only what it was given', async () => {
    const url = await server.createDatabase();
    const reader = await server.createRole();
    await runSql(url, `CREATE TABLE t (); GRANT SELECT ON t TO ${reader.name}`);
    assert.deepEqual(await runSql(reader.at(url), 'SELECT FROM t'), []);
    await assert.rejects(runSql(reader.at(url), 'INSERT INTO t DEFAULT VALUES'), { code: '42501' });
  });

  it('has locks between sessions', async () => {
    const url = await server.createDatabase();
    const [one, other] = [await openSession(url), await openSession(url)];
    try {
      assert.notEqual(await one.pid(), await other.pid());
      await one.run('SELECT pg_advisory_lock(1)');
      assert.deepEqual(await other.run('SELECT pg_try_advisory_lock(1) AS got'), [{ got: false }]);
    } finally {
      await Promise.all([one.close(), other.close()]);
    }
  });

  it('takes connections but does not answer while it is paused', async () => {
    server.pause();
    try {
      await assert.rejects(ask(server.adminUrl, impatient), /timeout/);
    } finally {
      server.resume();
    }
    assert.deepEqual(await ask(server.adminUrl), { one: 1 });
  });

  it('can be crashed, which ends every connection, and comes back with its data', async () => {
    const own = await startServer();
    try {
      const url = await own.createDatabase();
      const session = await openSession(url);
      await session.run('CREATE TABLE kept ()');
      await own.crash();
      await assert.rejects(session.run('SELECT 1'), /terminat|not queryable/i);
      await assert.rejects(ask(url), { code: 'ECONNREFUSED' });
      await own.restart();
      assert.deepEqual(await runSql(url, 'SELECT FROM kept'), []);
    } finally {
      await own.stop();
    }
    assert.ok(!fs.existsSync(own.socketFolder), 'its folder is gone');
  });

  it('can require TLS, with a certificate that checks', async () => {
    const own = await startServer({ tls: 'required' });
    try {
      assert.ok(own.certificate);
      await assert.rejects(ask(own.adminUrl), /no encryption/);
      assert.deepEqual(await ask(own.adminUrl, { ssl: { ca: own.certificate } }), { one: 1 });
      await assert.rejects(ask(`${own.adminUrl}?sslmode=verify-full`), {
        code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      });
    } finally {
      await own.stop();
    }
  });
});

describe('The PGlite of the tests', () => {
  it('takes connections, and has the indexes of pgvector and pg_trgm', async () => {
    const { url, clear } = await sharedPglite();
    await clear();
    await runSql(
      url,
      `CREATE EXTENSION vector; CREATE EXTENSION pg_trgm;
       CREATE TABLE memories (content text, embedding vector(3));
       CREATE INDEX by_list ON memories USING ivfflat (embedding vector_cosine_ops);
       CREATE INDEX by_graph ON memories USING hnsw (embedding vector_l2_ops);
       CREATE INDEX by_words ON memories USING gin (content gin_trgm_ops)`,
    );
    const indexes = `SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`;
    const names = [{ name: 'by_graph' }, { name: 'by_list' }, { name: 'by_words' }];
    assert.deepEqual(await runSql(url, indexes), names);
    await clear();
    assert.deepEqual(await runSql(url, indexes), []);
  });
});

describe('The PgBouncer of the tests', () => {
  let server: PostgresServer;
  let pooler: PgBouncer;
  before(async function () {
    const found = findPgBouncer();
    if ('missing' in found) skip(this, found.missing);
    server = await sharedServer();
    pooler = await startPgBouncer(found.program, server);
  });
  // Not there where it was skipped.
  after(() => (pooler as PgBouncer | undefined)?.stop());

  it('gives the transactions of two clients one connection', async () => {
    const url = pooler.through(await server.createDatabase());
    const [one, other] = [await openSession(url), await openSession(url)];
    try {
      assert.equal(await one.pid(), await other.pid());
      await one.run('SELECT pg_advisory_lock(1)');
      assert.deepEqual(await other.run('SELECT pg_try_advisory_lock(1) AS got'), [{ got: true }]);
    } finally {
      await Promise.all([one.close(), other.close()]);
    }
  });

  it('refuses start-up parameters and wrong passwords, and takes every role', async () => {
    const direct = await server.createDatabase();
    const role = await server.createRole();
    const url = pooler.through(direct);
    assert.deepEqual(await runSql(role.at(url), 'SELECT current_user AS me'), [{ me: role.name }]);
    await assert.rejects(ask(withCredentials(url, role.name, 'wrong')), /SASL authentication failed/);
    await assert.rejects(ask(`${url}?statement_timeout=1000`), /unsupported startup parameter/);
  });
});

describe('The faulty proxy of the tests', () => {
  let proxy: FaultyProxy;
  let url: string;
  beforeEach(async () => {
    const server = await sharedServer();
    proxy = await startFaultyProxy(server.port);
    url = proxy.through(server.adminUrl);
  });
  afterEach(() => proxy.stop());

  it('passes connections on while nothing is wrong', async () => {
    assert.deepEqual(await ask(url), { one: 1 });
    assert.equal(proxy.connections(), 1);
  });

  it('refuses connections, and takes them again', async () => {
    await proxy.fail({ kind: 'refuse' });
    await assert.rejects(ask(url), { code: 'ECONNREFUSED' });
    await proxy.fail({ kind: 'none' });
    assert.deepEqual(await ask(url), { one: 1 });
  });

  it('takes connections and never answers', async () => {
    await proxy.fail({ kind: 'silent' });
    await assert.rejects(ask(url, impatient), /timeout/);
    assert.equal(proxy.connections(), 1);
  });

  it('answers late', async () => {
    const session = await openSession(url);
    await proxy.fail({ kind: 'delay', milliseconds: 300 });
    const began = performance.now();
    await session.run('SELECT 1');
    assert.ok(performance.now() - began >= 295);
    await session.close();
  });

  it('closes a connection in the middle of an answer', async () => {
    const session = await openSession(url);
    await proxy.fail({ kind: 'cut', afterBytes: 1000 });
    assert.deepEqual(await session.run('SELECT 1 AS one'), [{ one: 1 }]);
    await assert.rejects(session.run(`SELECT repeat('x', 5000)`), /terminated unexpectedly/);
    await session.close();
  });
});
