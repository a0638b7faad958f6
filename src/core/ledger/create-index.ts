import type { CreateIndex } from '../sql/operations';
import { defaultName, namesOfKeys } from './default-names';
import { relationKey, type IndexRecord, type RelationKey } from './records';
import type { Replay } from './replay-context';

/** Applies CREATE INDEX. */
export function createIndex(replay: Replay, operation: CreateIndex): void {
  const { ledger } = replay;
  const relation = ledger.findRelation(operation.table);
  const schema = relation?.schema ?? ledger.creationSchema(operation.table);
  const table = relationKey(schema, relation?.name ?? operation.table.name);
  const name =
    operation.name?.name ??
    defaultName(
      operation.table.name,
      operation.plainColumns ?? namesOfKeys(replay.grammar, operation.sql) ?? ['expr'],
      'idx',
      (candidate) => ledger.isTaken(schema, candidate),
    );
  const mentions = new Set(operation.mentions);
  const known = relation && relation.columns.size > 0 ? relation.columns : undefined;
  const index: IndexRecord = {
    id: ledger.newId(),
    schema,
    name,
    table,
    constraint: undefined,
    source: { kind: 'statement', sql: operation.sql },
    columns: [...mentions].filter((column) => known?.has(column) ?? true),
    renames: [],
    origin: replay.origin,
    named: replay.origin,
    parent: undefined,
  };
  const existing = ledger.index(schema, name);
  if (existing) {
    if (operation.ifNotExists || replay.step.conditional) return;
    replay.emit({ kind: 'refused', step: replay.step, existing, attempt: index });
  }
  // A migration that was applied cannot have failed, so what stood here went some way that we did not see.
  ledger.putIndex(index);
  replay.emit({ kind: 'created', step: replay.step, index });
  if (!operation.only) indexPartitions(replay, index);
}

/** An index on a partitioned table makes one on each partition, with names of PostgreSQL's choice. */
export function indexPartitions(replay: Replay, parent: IndexRecord): void {
  for (const relation of replay.ledger.partitionsOf(parent.table)) {
    indexPartition(replay, parent, relationKey(relation.schema, relation.name));
  }
}

/**
 * Makes an index again on another table, with a name of PostgreSQL's choice.
 *
 * @param attached whether it belongs to the first one, as a partition's does; a copy by LIKE stands alone
 */
export function indexPartition(
  replay: Replay,
  parent: IndexRecord,
  table: RelationKey,
  attached = true,
): void {
  const { ledger } = replay;
  const relation = ledger.relation(table);
  if (!relation) return;
  const names =
    parent.source.kind === 'statement' ? namesOfKeys(replay.grammar, parent.source.sql) : parent.columns;
  const label = parent.constraint === 'primary' ? 'pkey' : parent.constraint === 'unique' ? 'key' : 'idx';
  const index: IndexRecord = {
    ...parent,
    id: ledger.newId(),
    schema: relation.schema,
    name: defaultName(relation.name, names ?? ['expr'], label, (name) =>
      ledger.isTaken(relation.schema, name),
    ),
    table,
    origin: replay.origin,
    named: replay.origin,
    parent: attached ? parent.id : undefined,
  };
  ledger.putIndex(index);
  replay.emit({ kind: 'created', step: replay.step, index });
  indexPartitions(replay, index);
}
