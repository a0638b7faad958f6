import type { CatalogueTable } from '../database/tables';
import type { RestorePlan, RestoreStatement } from './plan';
import { sizeLabel, smallTableRows } from './table-size';
import { grouped } from '../grouped';

/** What waits while an index comes back, and for how big a table, in sentences. */
export function locksOf(
  kind: RestorePlan['kind'],
  statements: readonly RestoreStatement[],
  table: CatalogueTable,
): string[] {
  const concurrently = statements.some(({ isConcurrent }) => isConcurrent);
  const what = `${table.name} (${sizeLabel(table)})`;
  const locks: string[] = [];
  if (concurrently) {
    locks.push(
      `Reads ${what} twice while reads and writes go on; waits for every open transaction, and migrations of this table wait for it.`,
    );
  } else {
    const why =
      table.kind === 'partitioned table'
        ? 'PostgreSQL cannot build an index of a partitioned table concurrently.'
        : `Below ${grouped(smallTableRows)} rows that takes a moment.`;
    locks.push(`Blocks writes to ${what} while it is built; reads go on. ${why}`);
  }
  if (kind === 'swap') {
    locks.push(`Then blocks reads and writes of ${table.name} for a moment, while the names change.`);
  }
  return locks;
}
