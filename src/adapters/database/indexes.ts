import type { CatalogueIndex } from '../../core/database/catalogue';
import { indexesQuery } from '../../core/database/catalogue-queries';
import type { Database } from './database';

/** Reads every index outside PostgreSQL's own schemas, by schema and name. */
export function readIndexes(database: Database): Promise<CatalogueIndex[]> {
  return database.read('reading the indexes', async (transaction) => {
    const rows = await transaction.$queryRawUnsafe<CatalogueRow[]>(indexesQuery);
    return rows.map((row) => ({ ...row, bytes: Number(row.bytes), scans: Number(row.scans) }));
  });
}

/** As the driver gives it: PostgreSQL's bigint is a bigint. */
type CatalogueRow = Omit<CatalogueIndex, 'bytes' | 'scans'> & {
  readonly bytes: bigint;
  readonly scans: bigint;
};
