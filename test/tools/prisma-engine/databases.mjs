import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import pg from 'pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { adapterFor } from './adapter.mjs';
import { readUrl } from './url.mjs';

/**
 * How the engine reaches its databases. Its shadow database is, in this order: the one that the project names, one that
 * is made on the same server and dropped again, or, where the server is a PGlite, which has no other, a PGlite in this
 * process.
 *
 * @param failures where the adapter of the main database leaves what went wrong
 */
export function adapterFactory({ url, shadowDatabaseUrl }, failures) {
  return bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => Promise.resolve(adapterFor(url, failures)),
    connectToShadowDb: async () => {
      if (shadowDatabaseUrl) return connectToEmpty(shadowDatabaseUrl);
      if (await isPglite(url)) return connectToEmpty(await startPglite());
      return connectToOwn(url);
    },
  });
}

/** Runs statements on a connection of their own. */
async function runOnce(url, sql) {
  const client = new pg.Client(readUrl(url).config);
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

function withDatabase(url, database) {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

/** Makes the database that a URL names. */
export async function createDatabase(url) {
  const { database } = readUrl(url).config;
  await runOnce(withDatabase(url, 'postgres'), `CREATE DATABASE ${pg.escapeIdentifier(database)}`);
}

/** Makes a shadow database, which is dropped when the engine is done with it. */
async function connectToOwn(url) {
  const name = `prisma_migrate_shadow_db_${randomUUID()}`;
  await runOnce(url, `CREATE DATABASE "${name}"`);
  return adapterFor(withDatabase(url, name), {}, () => runOnce(url, `DROP DATABASE "${name}" WITH (FORCE)`));
}

async function connectToEmpty(url) {
  await runOnce(
    url,
    `DO $$ DECLARE found text; BEGIN
       FOR found IN SELECT nspname FROM pg_namespace
         WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
       LOOP EXECUTE format('DROP SCHEMA %I CASCADE', found); END LOOP;
     END $$; CREATE SCHEMA public`,
  );
  return adapterFor(url);
}

async function isPglite(url) {
  const { rows } = await runOnce(url, 'SELECT version()');
  return /pglite/i.test(rows[0].version);
}

let pglite;

/** The URL of a PGlite in this process, with the extensions that the tests' own have: that of our build, which starts soonest. */
function startPglite() {
  pglite ??= (async () => {
    const { openEmbedded } = createRequire(import.meta.url)('../../../dist/embedded.js');
    return (await openEmbedded(['vector', 'pg_trgm'])).serve();
  })();
  return pglite;
}
