import type { CatalogueIndex } from '../../core/database/catalogue';
import { indexesQuery } from '../../core/database/catalogue-queries';
import type { Database, Transaction } from './database';
import { isBusy } from './errors';

/** Milliseconds to wait for a lock that was taken just when the locks had been looked at. */
const lockTimeoutMs = 2000;

/** Reads every index outside PostgreSQL's own schemas, by schema and name. */
export async function readIndexes(database: Database): Promise<CatalogueIndex[]> {
  const ask = async (transaction: Transaction): Promise<CatalogueIndex[]> => {
    const rows = await transaction.$queryRawUnsafe<CatalogueRow[]>(indexesQuery);
    return rows.map((row) => ({ ...row, bytes: Number(row.bytes), scans: Number(row.scans) }));
  };
  const read = (): Promise<CatalogueIndex[]> =>
    database.read('reading the indexes', ask, { lock: lockTimeoutMs });
  try {
    return await read();
  } catch (error) {
    if (!isBusy(error)) throw error;
    return await read();
  }
}

/** As the driver gives it: PostgreSQL's bigint is a bigint. */
type CatalogueRow = Omit<CatalogueIndex, 'bytes' | 'scans'> & {
  readonly bytes: bigint;
  readonly scans: bigint;
};
