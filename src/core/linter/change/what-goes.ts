import type { IndexEvent } from '../../ledger/events';
import type { Loss } from '../../ledger/losses';
import { relationName } from '../../ledger/records';

export type Cascaded = Extract<IndexEvent, { kind: 'cascaded' }>;

/** What was dropped that took an index along, as a sentence begins with it. */
export function whatGoes({ cause, by, index }: Cascaded): string {
  const table = relationName(index.table);
  switch (cause) {
    case 'column':
      return `Drops the column ${by} of ${table}`;
    case 'view':
      return `Drops the materialized view ${by}`;
    default:
      return `Drops the ${cause} ${by}`;
  }
}

/** For a column that the same migration adds again, as Prisma does to change a type: a sentence that says so. */
export function columnComesBack(event: IndexEvent, loss: Loss): string {
  const comesBack = event.kind === 'cascaded' && event.cause === 'column' && loss.baseGone === undefined;
  return comesBack ? ' The column is added again, without the index.' : '';
}
