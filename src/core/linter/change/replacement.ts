import type { IndexEvent } from '../../ledger/events';
import { definitionOf } from '../../ledger/definition-of';
import type { Ledger } from '../../ledger/ledger';
import type { Loss } from '../../ledger/losses';
import type { Grammar } from '../../sql/grammar';
import { isVectorMethod } from '../../vectors/operators';

/**
 * Whether the migration makes an index in the place of the lost one: on the same table, with a column in common. A weaker
 * one of the same name in Prisma's own form is none: so Prisma itself makes a declared index again.
 */
export function isReplacedByHand(
  { kind, index, atEnd, replacement }: Loss,
  events: readonly IndexEvent[],
  after: Ledger,
  grammar: Grammar,
): boolean {
  return events.some((event) => {
    if (event.kind !== 'created' || event.index.id === index.id) return false;
    const made = after.indexById(event.index.id);
    if (made?.table !== atEnd.table) return false;
    if (kind === 'weaken' && made.id === replacement?.id && made.name === index.name) {
      const { operation } = event.step;
      return operation.kind !== 'create-index' || !operation.prismaForm;
    }
    // What was unique, or found neighbours, is replaced by what does the same.
    const [was, now] = [definitionOf(atEnd, grammar), definitionOf(made, grammar)];
    if (was?.unique === true && now?.unique !== true) return false;
    if (was && isVectorMethod(was.method) && !isVectorMethod(now?.method ?? '')) return false;
    return made.columns.some((column) => atEnd.columns.includes(column));
  });
}
