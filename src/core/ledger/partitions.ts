import { defaultName, namesOfKeys } from './default-names';
import { matchesPartition } from './definition';
import { definitionOf } from './definition-of';
import { relationKey, type IndexRecord, type Relation } from './records';
import { makeObject } from './make-object';
import type { Replay } from './replay-context';
import { constraintObject } from './replay-objects';

/** By which a default name ends, by what the index is for. */
export const labels = { primary: 'pkey', unique: 'key', exclude: 'excl' } as const;

function keyOf(relation: Relation): string {
  return relationKey(relation.schema, relation.name);
}

/** What the keys and INCLUDE columns of an index contribute to the default names of its copies. */
export function keyNamesOf(replay: Replay, index: IndexRecord): readonly string[] {
  if (index.source.kind === 'constraint') return index.source.keyNames;
  return namesOfKeys(replay.grammar, index.source.sql) ?? ['expr'];
}

/**
 * Makes an index again on another table, with a name of PostgreSQL's choice.
 *
 * @param parent the index that the copy belongs to, as a partition's does; a copy by LIKE stands alone
 */
export function copyIndex(replay: Replay, index: IndexRecord, to: Relation, parent?: IndexRecord): void {
  const { ledger } = replay;
  const label = index.constraint === undefined ? 'idx' : labels[index.constraint];
  const copy: IndexRecord = {
    ...index,
    id: ledger.newId(),
    schema: to.schema,
    name: defaultName(ledger, to, keyNamesOf(replay, index), label),
    table: keyOf(to),
    origin: replay.origin,
    named: replay.origin,
    parent: parent?.id,
  };
  ledger.putIndex(copy);
  replay.emit({ kind: 'created', step: replay.step, index: copy, on: to });
  // What a partition has of its partitioned table comes and goes with that.
  const constraint = index.constraint && !parent ? constraintObject(replay, index) : undefined;
  const { schema, name, table } = copy;
  if (constraint) makeObject(replay, { ...constraint, schema, name, table });
  indexPartitions(replay, copy);
}

/** Finds the index of a partition that PostgreSQL takes for one of the partitioned table. */
function indexLike(
  replay: Replay,
  parent: IndexRecord,
  partition: Relation,
  sameConstraint: boolean,
): IndexRecord | undefined {
  // It does not compare exclusion constraints.
  if (parent.constraint === 'exclude') return undefined;
  const wanted = definitionOf(parent, replay.grammar);
  return replay.ledger.indexesOn(keyOf(partition)).find((index) => {
    if (index.parent !== undefined || index.constraint === 'exclude') return false;
    if (parent.constraint !== undefined) {
      if (index.constraint === undefined) return false;
      if (sameConstraint && index.constraint !== parent.constraint) return false;
    }
    const own = definitionOf(index, replay.grammar);
    return own !== undefined && wanted !== undefined && matchesPartition(own, wanted);
  });
}

function indexPartition(
  replay: Replay,
  parent: IndexRecord,
  partition: Relation,
  sameConstraint: boolean,
): void {
  const like = indexLike(replay, parent, partition, sameConstraint);
  if (like) replay.ledger.putIndex({ ...like, parent: parent.id });
  else copyIndex(replay, parent, partition, parent);
}

/** An index on a partitioned table takes over a like one of each partition, or makes one. */
export function indexPartitions(replay: Replay, parent: IndexRecord): void {
  for (const partition of replay.ledger.partitionsOf(parent.table)) {
    indexPartition(replay, parent, partition, false);
  }
}

/** Makes a table a partition, which then has an index for each of the partitioned table's. */
export function attachPartition(replay: Replay, table: string, partition: Relation): void {
  replay.ledger.putRelation({ ...partition, partitionOf: table });
  for (const parent of replay.ledger.indexesOn(table)) indexPartition(replay, parent, partition, true);
}

/** Makes a partition a table of its own, which keeps its indexes. */
export function detachPartition(replay: Replay, partition: Relation): void {
  const { ledger } = replay;
  ledger.putRelation({ ...partition, partitionOf: undefined });
  for (const index of ledger.indexesOn(keyOf(partition))) ledger.putIndex({ ...index, parent: undefined });
}
