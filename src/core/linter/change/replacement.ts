import type { IndexEvent } from '../../ledger/events';
import type { Ledger } from '../../ledger/ledger';
import type { Loss } from '../../ledger/losses';

/**
 * Whether the migration makes an index in the place of the lost one: on the same table, with a column in common. A weaker
 * one of the same name in Prisma's own form is none: so Prisma itself makes a declared index again.
 */
export function isReplacedByHand(
  { kind, index, atEnd, replacement }: Loss,
  events: readonly IndexEvent[],
  after: Ledger,
): boolean {
  return events.some((event) => {
    if (event.kind !== 'created' || event.index.id === index.id) return false;
    const made = after.indexById(event.index.id);
    if (made?.table !== atEnd.table) return false;
    if (kind === 'weaken' && made.id === replacement?.id && made.name === index.name) {
      const { operation } = event.step;
      return operation.kind !== 'create-index' || !operation.prismaForm;
    }
    return made.columns.some((column) => atEnd.columns.includes(column));
  });
}
