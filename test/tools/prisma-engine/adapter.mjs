import pg from 'pg';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import { withNativeLogs } from './native-words.mjs';
import { readUrl } from './url.mjs';

/**
 * Prisma's own adapter, adapted to what the engine needs. It connects when it is first used, because the engine asks for
 * one also where it needs no database.
 *
 * @param failures gets the error, as `pg` throws it, of `connection` or of the last migration's `script`
 * @param afterwards runs when the engine lets it go
 */
export function adapterFor(url, failures = {}, afterwards = () => Promise.resolve()) {
  let opening;
  const open = () => {
    opening ??= openConnection(url, failures);
    return opening;
  };
  const ask = (method) => async (query) => {
    const { adapter } = await open();
    return adapter[method](withNativeLogs(query, failures.script));
  };
  const queryRaw = ask('queryRaw');
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    queryRaw: async (query) => tellCharacters(await queryRaw(query)),
    executeRaw: ask('executeRaw'),
    executeScript: async (script) => {
      const { adapter, client } = await open();
      try {
        // The adapter's own way splits at each `;`, also in strings and in the bodies of functions.
        await client.query(script);
      } catch (error) {
        failures.script = error;
        adapter.onError(error);
      }
    },
    startTransaction: async (level) => (await open()).adapter.startTransaction(level),
    getConnectionInfo: () => ({
      schemaName: url ? readUrl(url).schema : 'public',
      supportsRelationJoins: true,
    }),
    dispose: async () => {
      const opened = await opening?.catch(() => undefined);
      opening = undefined;
      opened?.client.release();
      await opened?.pool.end();
      await afterwards();
    },
  };
}

async function openConnection(url, failures) {
  const { schema, config } = readUrl(url);
  const pool = new pg.Pool(config);
  const adapter = await new PrismaPg(pool, { schema }).connect();
  const client = await pool.connect().catch((error) => {
    failures.connection = error;
    return adapter.onError(error);
  });
  client.on('error', () => undefined); // The next query fails and says so.
  if (schema !== 'public') await client.query(useSchema(schema));
  // One connection from beginning to end: the engine's advisory lock belongs to a session.
  pool.query = async (...args) => tellAsText(await client.query(...args));
  return { pool, client, adapter };
}

function useSchema(schema) {
  const name = pg.escapeIdentifier(schema);
  return `CREATE SCHEMA IF NOT EXISTS ${name}; SET search_path = ${name}`;
}

/** OIDs of the catalogue's types that the adapter refuses. The engine wants "char" as a character, regclass as text. */
const char = 18;
const refused = new Set([char, 2205]);
const text = 25;

/** By the rows of a result, the columns that are told as text but are "char". */
const characters = new WeakMap();

/** Gets a result past the adapter. */
function tellAsText(result) {
  const fields = Array.isArray(result) ? [] : result.fields;
  characters.set(
    result.rows ?? result,
    fields.flatMap(({ dataTypeID }, column) => (dataTypeID === char ? [column] : [])),
  );
  for (const field of fields) {
    if (refused.has(field.dataTypeID)) field.dataTypeID = text;
  }
  return result;
}

/** Puts right, behind the adapter, what it was told. */
function tellCharacters(result) {
  for (const column of characters.get(result.rows) ?? []) {
    result.columnTypes[column] = ColumnTypeEnum.Character;
  }
  return result;
}
