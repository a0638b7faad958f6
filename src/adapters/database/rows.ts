import type { MigrationRow } from '../../core/database/migration-row';
import type { Database, Transaction } from './database';

const table = '_prisma_migrations';

/** Milliseconds to wait for a lock on the table. */
const lockTimeoutMs = 5000;

/** Reads `_prisma_migrations`, oldest first; undefined where the schema of the URL has no such table. */
export function readRows(database: Database): Promise<MigrationRow[] | undefined> {
  return database.read(`reading ${table}`, async (transaction) => {
    if (!(await hasTable(transaction, database.url.schema))) return undefined;
    await transaction.$executeRawUnsafe(`SET LOCAL lock_timeout = ${lockTimeoutMs}`);
    const rows = await transaction.prismaMigration.findMany({
      orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
    });
    return rows.map((row) => ({
      id: row.id,
      name: row.migrationName,
      checksum: row.checksum,
      startedAt: row.startedAt,
      finishedAt: row.finishedAt ?? undefined,
      rolledBackAt: row.rolledBackAt ?? undefined,
      logs: row.logs ?? undefined,
      appliedSteps: row.appliedStepsCount,
    }));
  });
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
