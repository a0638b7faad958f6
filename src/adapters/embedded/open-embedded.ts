import fs from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { messages, PGlite, protocol, types, type Extension } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { pgDump } from '@electric-sql/pglite-tools/pg_dump';
import type { CatalogueIndex, CatalogueObject } from '../../core/database/catalogue';
import { indexesQuery } from '../../core/database/catalogue-queries';
import { objectsQuery } from '../../core/database/object-queries';
import type { SchemaObject, SchemaSnapshot } from '../../core/database/schema-snapshot';
import { qualifyEverything, serverVersionQuery, snapshotQuery } from '../../core/database/snapshot-queries';
import { readScript } from '../../core/sql/statements';
import type { Embedded, ScriptRefused } from '../../workflows/embedded';
import { findAssets, type EmbeddedAssets } from './assets';
import { withOwnUser } from './own-user';
import { startOptions } from './pglite-files';

/**
 * Starts an embedded PostgreSQL, which takes about half a second the first time and half of that afterwards.
 *
 * @param extensions those that may be created in it; one that there is not is left out, and CREATE EXTENSION then says so
 * @throws HumanError where its files are missing
 */
export async function openEmbedded(
  extensions: readonly string[],
  assets: EmbeddedAssets = findAssets(),
): Promise<Embedded> {
  const database = new QuickPGlite({
    ...(await startOptions(assets)),
    parsers: { [textArray]: (text) => types.arrayParser(text, String, textArray) as unknown },
    extensions: Object.fromEntries(
      [...new Set(extensions)].flatMap((name) => {
        const bundle = bundleOf(name, assets);
        return bundle === undefined ? [] : [[name, extensionIn(name, bundle)]];
      }),
    ),
  });
  await database.waitReady;
  let server: PGLiteSocketServer | undefined;
  return {
    run: (sql) => runScript(database, sql),
    readFinished: (table) => readFinished(database, table),
    readIndexes: async () => (await database.query<CatalogueIndex>(indexesQuery)).rows,
    readObjects: async () => (await database.query<CatalogueObject>(objectsQuery)).rows,
    readSnapshot: (ownSchema) => readSnapshot(database, ownSchema),
    serve: async () => {
      server ??= await listenFor(database);
      return `postgresql://postgres:postgres@${server.getServerConn()}/postgres`;
    },
    dumpSchema: async () => {
      const dump = await pgDump({ pg: database, args: ['--schema-only', '--no-owner', '--no-privileges'] });
      // It leaves the one session in its own transaction, with its own settings.
      await database.exec('ROLLBACK; RESET ALL');
      return dump.text();
    },
    close: async () => {
      if (server) await stopServing(server);
      await database.close();
    },
  };
}

/** PostgreSQL's number for `text[]`, the only type of an array that we read. */
const textArray = 1009;

/** One that does not ask for the types of all arrays as soon as it has started, which takes as long as some migrations. */
class QuickPGlite extends PGlite {
  override _initArrayTypes(): Promise<void> {
    return Promise.resolve();
  }
}

/** A connection that ends asks the database for its transaction, a turn or two after it has reported its end. */
async function stopServing(server: PGLiteSocketServer): Promise<void> {
  await server.stop();
  await nextTurn();
  await nextTurn();
}

/** In one message, as Prisma sends a migration, so that PostgreSQL itself makes one transaction of it. */
async function runScript(database: PGlite, sql: string): Promise<void> {
  // PostgreSQL runs in this thread; between two scripts others have their turn, such as Ctrl-C.
  await nextTurn();
  refuseCopy(sql);
  const script = withOwnUser(sql);
  const { messages: answers } = await database.runExclusive(() =>
    database.execProtocol(protocol.serialize.query(script.sql), { throwOnError: false }),
  );
  const failed = answers.find((message) => message instanceof messages.DatabaseError);
  if (!failed) return;
  const completed = answers.filter(({ name }) => name === 'commandComplete').length;
  throw refusal(
    failed.message,
    completed,
    failed.position === undefined ? undefined : script.given(Number(failed.position)),
  );
}

function refusal(message: string, completed: number, position: number | undefined): ScriptRefused {
  return Object.assign(new Error(message), { completed, position });
}

/** It would wait for rows for ever, and Prisma has none to give either. */
function refuseCopy(sql: string): void {
  if (!/\bfrom\s+stdin\b/i.test(sql)) return;
  const { statements } = readScript(sql);
  const copy = statements.findIndex(
    ({ verb, start, end }) => verb === 'copy' && /\bfrom\s+stdin\b/i.test(sql.slice(start, end)),
  );
  if (copy >= 0)
    throw refusal('COPY FROM STDIN cannot be run by Prisma: there are no rows to read', copy, undefined);
}

async function readFinished(database: PGlite, table: string): Promise<string[]> {
  const { rows: found } = await database.query('SELECT 1 WHERE to_regclass($1) IS NOT NULL', [table]);
  if (found.length === 0) return [];
  const { rows } = await database.query<{ migration_name: string }>(
    `SELECT migration_name FROM ${table} WHERE finished_at IS NOT NULL`,
  );
  return rows.map(({ migration_name: name }) => name);
}

function readSnapshot(database: PGlite, ownSchema: string): Promise<SchemaSnapshot> {
  return database.transaction(async (transaction) => {
    await transaction.query(qualifyEverything);
    const [server] = (await transaction.query<{ version: number }>(serverVersionQuery)).rows;
    return {
      serverVersion: server?.version ?? 0,
      ownSchema,
      objects: (await transaction.query<SchemaObject>(snapshotQuery)).rows,
    };
  });
}

async function listenFor(db: PGlite): Promise<PGLiteSocketServer> {
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 20 });
  await server.start();
  return server;
}

/** Names of the extensions that an embedded database can have. */
export function availableExtensions({ extensions }: EmbeddedAssets = findAssets()): string[] {
  return fs
    .readdirSync(extensions)
    .filter((file) => file.endsWith('.tar.gz'))
    .map((file) => file.slice(0, -'.tar.gz'.length));
}

function bundleOf(name: string, { extensions }: EmbeddedAssets): string | undefined {
  // A name comes out of somebody's SQL.
  if (!/^[\w-]+$/.test(name)) return undefined;
  const file = path.join(extensions, `${name}.tar.gz`);
  return fs.existsSync(file) ? file : undefined;
}

function extensionIn(name: string, bundle: string): Extension {
  return {
    name,
    setup: (_, emscriptenOpts: unknown) =>
      Promise.resolve({ emscriptenOpts, bundlePath: pathToFileURL(bundle) }),
  };
}
