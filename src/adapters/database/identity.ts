import type { DatabaseIdentity } from '../../core/environment/identity';
import type { Database, Transaction } from './database';
import { hasTable } from './rows';

/** Reads what tells this database apart from every other. */
export function readIdentity(database: Database): Promise<DatabaseIdentity> {
  return database.read('reading what identifies the database', async (transaction) => {
    const [found] = await transaction.$queryRaw<{ oid: string; mayAsk: boolean }[]>`
      SELECT oid::text AS oid,
             has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE') AS "mayAsk"
      FROM pg_catalog.pg_database WHERE datname = current_database()`;
    const rows = (await hasTable(transaction, database.url.schema))
      ? await transaction.prismaMigration.findMany({ select: { id: true } })
      : [];
    return {
      system: found?.mayAsk === true ? await systemIdentifier(transaction) : undefined,
      oid: found?.oid ?? '',
      rows: rows.map(({ id }) => id),
    };
  });
}

async function systemIdentifier(transaction: Transaction): Promise<string | undefined> {
  const [control] = await transaction.$queryRaw<{ system: string }[]>`
    SELECT system_identifier::text AS system FROM pg_catalog.pg_control_system()`;
  return control?.system;
}
