import { rowTime } from '../../core/database/migration-row';
import { ownSpace, type LedgerEntry, type Prisma8Records } from '../../core/prisma8/ledger';
import type { Database, Transaction } from './database';

const schema = 'prisma_contract';

interface StoredMarker {
  readonly space: string;
  readonly hash: string;
}

interface StoredEntry {
  readonly id: string;
  readonly space: string;
  readonly migration: string | null;
  readonly hash: string | null;
  readonly from: string | null;
  readonly to: string;
  readonly appliedAt: string;
}

/** Reads what Prisma 8 keeps in a database; undefined where it keeps nothing there. */
export function readPrisma8(database: Database): Promise<Prisma8Records | undefined> {
  return database.read(`reading ${schema}`, async (transaction): Promise<Prisma8Records | undefined> => {
    const marker = await columnsOf(transaction, 'marker');
    if (marker.size === 0) return undefined;
    // Older versions knew no extensions, and kept neither names nor hashes of migrations.
    const spaceIn = (columns: ReadonlySet<string>): string =>
      columns.has('space') ? 'space' : `'${ownSpace}'`;
    const markers = await transaction.$queryRawUnsafe<StoredMarker[]>(
      `SELECT ${spaceIn(marker)} AS space, core_hash AS hash FROM ${schema}.marker`,
    );
    const ledger = await columnsOf(transaction, 'ledger');
    const orNull = (column: string): string => (ledger.has(column) ? column : 'NULL::text');
    const entries =
      ledger.size === 0
        ? []
        : await transaction.$queryRawUnsafe<StoredEntry[]>(
            `SELECT id::text AS id, ${spaceIn(ledger)} AS space, ${orNull('migration_name')} AS migration,
                    ${orNull('migration_hash')} AS hash, origin_core_hash AS "from", destination_core_hash AS "to",
                    pg_catalog.to_json(created_at AT TIME ZONE 'UTC') #>> '{}' AS "appliedAt"
             FROM ${schema}.ledger ORDER BY ledger.id`,
          );
    return {
      markers: new Map(markers.map(({ space, hash }) => [space, hash])),
      ledger: entries.map(entryOf),
    };
  });
}

/** The emitted contract of that hash, as Prisma 8 keeps it in a database; undefined where it does not. */
export function readContract(database: Database, hash: string): Promise<string | undefined> {
  return database.read(`reading ${schema}`, async (transaction) => {
    if ((await columnsOf(transaction, 'contract')).size === 0) return undefined;
    const found = await transaction.$queryRawUnsafe<{ text: string }[]>(
      `SELECT contract_json::text AS text FROM ${schema}.contract WHERE core_hash = $1`,
      hash,
    );
    return found[0]?.text;
  });
}

/** Empty where there is no such table. */
async function columnsOf(transaction: Transaction, table: string): Promise<ReadonlySet<string>> {
  const found = await transaction.$queryRaw<{ name: string }[]>`
    SELECT a.attname::text AS name
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ${schema} AND c.relname = ${table} AND a.attnum > 0 AND NOT a.attisdropped`;
  return new Set(found.map(({ name }) => name));
}

/** What `db update` does has an empty name, and the hash of the contract in place of a migration's. */
function entryOf({ id, space, migration, hash, from, to, appliedAt }: StoredEntry): LedgerEntry {
  const isUpdate = migration === '';
  const isFromEmpty = from === null || from === '' || from === 'empty';
  return {
    ...{ id, space, to },
    migration: isUpdate ? undefined : (migration ?? undefined),
    hash: hash ?? undefined,
    from: isFromEmpty ? undefined : from,
    appliedAt: rowTime(appliedAt),
  };
}
