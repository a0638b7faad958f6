import type { Grammar } from '../sql/grammar';
import type { IndexDefinition, IndexKey } from './definition';
import { definitionOf } from './definition-of';
import type { Ledger } from './ledger';
import type { IndexRecord } from './records';

function sameKey(a: IndexKey, b: IndexKey | undefined): boolean {
  return (
    b !== undefined &&
    a.column === b.column &&
    a.expression === b.expression &&
    a.opclass === b.opclass &&
    a.collation === b.collation &&
    a.opclassOptions.join() === b.opclassOptions.join()
  );
}

/** A B-tree is read in both directions, but in one only for all of its keys together. */
function sameOrder(a: IndexDefinition, b: IndexDefinition): boolean {
  const directions = a.keys.map((key, at) => key.descending === b.keys[at]?.descending);
  return directions.every(Boolean) || !directions.some(Boolean);
}

function covers(other: IndexDefinition, gone: IndexDefinition): boolean {
  if (other.method !== gone.method || (other.predicate !== undefined && other.predicate !== gone.predicate)) {
    return false;
  }
  if (!gone.keys.every((key, at) => sameKey(key, other.keys[at])) || !sameOrder(gone, other)) return false;
  const has = new Set([...other.include, ...other.keys.map(({ column }) => column)]);
  if (!gone.include.every((column) => has.has(column))) return false;
  // What is unique over more columns allows more.
  return (
    !gone.unique ||
    (other.unique &&
      other.keys.length === gone.keys.length &&
      (other.nullsNotDistinct || !gone.nullsNotDistinct))
  );
}

/**
 * An index that answers every query that one which is gone would answer, and forbids every row that it would forbid: of the
 * same method, not partial, its first keys those of the other; unique with the same keys where the other is unique.
 *
 * @param gone as it would be in `after`: tables and columns may have other names now
 * @param replacement the one in its place, which is compared with it elsewhere
 */
export function coveringIndex(
  gone: IndexRecord,
  after: Ledger,
  grammar: Grammar,
  replacement?: IndexRecord,
): IndexRecord | undefined {
  const others = after.indexesOn(gone.table).filter(({ id }) => id !== replacement?.id);
  return firstCovering(gone, others, grammar);
}

/**
 * Whether an index that was dropped would be of use in a ledger of later on, if the statement that dropped it had done
 * nothing: its table and columns are still there, and no other index does what it did.
 */
export function isMissed({ id }: IndexRecord, after: Ledger, grammar: Grammar): boolean {
  const index = after.dropped.get(id);
  if (!index) return false;
  const isKept = (other: number): boolean => after.dropped.get(other)?.droppedBy === index.droppedBy;
  // It would have gone with the index that it is part of.
  if (index.parent !== undefined && !after.indexById(index.parent) && !isKept(index.parent)) return false;
  const together = after.dropped.on(index.table).filter((other) => isKept(other.id));
  return firstCovering(index, [...after.indexesOn(index.table), ...together], grammar) === undefined;
}

function firstCovering(
  gone: IndexRecord,
  others: readonly IndexRecord[],
  grammar: Grammar,
): IndexRecord | undefined {
  const candidates = others.filter(({ id }) => id !== gone.id);
  const was = candidates.length > 0 ? definitionOf(gone, grammar) : undefined;
  return (
    was &&
    candidates.find((index) => {
      const definition = definitionOf(index, grammar);
      return definition !== undefined && covers(definition, was);
    })
  );
}
