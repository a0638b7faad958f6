import { rowTime, type MigrationRow } from '../../core/database/migration-row';
import { quoteName } from '../../core/sql/names';
import type { Database, Transaction } from './database';

const table = '_prisma_migrations';

/** Milliseconds to wait for a lock on the table. */
const lockTimeoutMs = 5000;

type StoredRow = Pick<MigrationRow, 'id' | 'name' | 'checksum' | 'appliedSteps' | 'startedAt'> &
  Readonly<Record<'finishedAt' | 'rolledBackAt' | 'logs', string | null>>;

const utc = (column: string): string => `pg_catalog.to_json(${column} AT TIME ZONE 'UTC') #>> '{}'`;

/** Reads `_prisma_migrations`, oldest first; undefined where the schema of the URL has no such table. */
export function readRows(database: Database): Promise<MigrationRow[] | undefined> {
  const read = async (transaction: Transaction): Promise<MigrationRow[] | undefined> => {
    if (!(await hasTable(transaction, database.url.schema))) return undefined;
    // JavaScript has no date for every time that PostgreSQL has; the client would make an invalid one of it.
    const rows = await transaction.$queryRawUnsafe<StoredRow[]>(
      `SELECT id, migration_name AS name, checksum, logs, applied_steps_count AS "appliedSteps",
              ${utc('started_at')} AS "startedAt", ${utc('finished_at')} AS "finishedAt",
              ${utc('rolled_back_at')} AS "rolledBackAt"
       FROM ${quoteName(database.url.schema)}.${quoteName(table)} ORDER BY started_at, id`,
    );
    return rows.map((row) => ({
      ...row,
      startedAt: rowTime(row.startedAt),
      finishedAt: row.finishedAt === null ? undefined : rowTime(row.finishedAt),
      rolledBackAt: row.rolledBackAt === null ? undefined : rowTime(row.rolledBackAt),
      logs: row.logs ?? undefined,
    }));
  };
  return database.read(`reading ${table}`, read, { lock: lockTimeoutMs });
}

/** Told apart from a table that may not be read. */
export async function hasTable(transaction: Transaction, schema: string): Promise<boolean> {
  const found = await transaction.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ${schema} AND c.relname = ${table}
    ) AS found`;
  return found[0]?.found ?? false;
}
