import type { ObjectKind, ObjectRecord } from '../ledger/object-record';

/** What of an object tells what it does. */
export interface Costly {
  readonly kind: ObjectKind;
  readonly table: string | undefined;
  readonly record: Pick<ObjectRecord, 'calls'> | undefined;
}

/** What goes wrong without it, in one sentence; undefined where its kind does not tell. */
export function costOfObject({ kind, table, record }: Costly): string | undefined {
  const where = table ?? 'its table';
  switch (kind) {
    case 'check':
      return `Without it rows that break its condition can be written to ${where}.`;
    case 'exclude':
      return `Without it rows that exclude each other, such as overlapping periods, can be written to ${where}.`;
    case 'deferrable':
      return 'Without that a transaction fails that breaks the constraint only for a moment.';
    case 'trigger':
      return `Without it changes of ${where} no longer call ${record?.calls?.name ?? 'its function'}.`;
    case 'policy':
      return `Without it row level security of ${where} lets other rows be read or written than it should.`;
    case 'row level security':
      return `Without it every role that may read ${where} reads all of its rows, and its policies do nothing.`;
    default:
      return undefined;
  }
}
