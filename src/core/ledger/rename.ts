import type { NameRef } from '../sql/cursor';
import type { Rename } from '../sql/operations';
import type { ColumnRename, IndexDefinition } from './definition';
import { relationKey, type IndexRecord, type Relation, type RelationKey } from './records';
import type { Replay } from './replay-context';

function replaceIndex(replay: Replay, before: IndexRecord, after: IndexRecord): void {
  replay.ledger.removeIndex(before);
  replay.ledger.putIndex(after);
  if (before.name !== after.name || before.schema !== after.schema) {
    replay.emit({ kind: 'renamed', step: replay.step, before, after });
  }
}

/** Gives a relation another name or schema; its indexes go along to the schema and keep their names. */
function moveRelation(replay: Replay, relation: Relation, to: { schema: string; name: string }): void {
  const { ledger } = replay;
  const before = relationKey(relation.schema, relation.name);
  const after = relationKey(to.schema, to.name);
  const indexes = ledger.indexesOn(before);
  const partitions = ledger.partitionsOf(before);
  ledger.removeRelation(before);
  ledger.putRelation({ ...relation, ...to });
  for (const index of indexes) replaceIndex(replay, index, { ...index, schema: to.schema, table: after });
  for (const partition of partitions) ledger.putRelation({ ...partition, partitionOf: after });
}

function renameInDefinition(definition: IndexDefinition, { from, to }: ColumnRename): IndexDefinition {
  const now = (name: string): string => (name === from ? to : name);
  return {
    ...definition,
    keys: definition.keys.map((key) => ({
      ...key,
      column: key.column === undefined ? undefined : now(key.column),
    })),
    include: definition.include.map(now),
  };
}

function renameColumn(replay: Replay, table: RelationKey, change: ColumnRename): void {
  const { ledger } = replay;
  const relation = ledger.relation(table);
  if (relation) {
    const columns = [...relation.columns].map(
      ([name, type]) => [name === change.from ? change.to : name, type] as const,
    );
    ledger.putRelation({ ...relation, columns: new Map(columns) });
  }
  for (const index of ledger.indexesOn(table)) {
    if (!index.columns.includes(change.from)) continue;
    ledger.putIndex({
      ...index,
      columns: index.columns.map((column) => (column === change.from ? change.to : column)),
      renames: [...index.renames, change],
      source:
        index.source.kind === 'constraint'
          ? { kind: 'constraint', definition: renameInDefinition(index.source.definition, change) }
          : index.source,
    });
  }
  for (const partition of ledger.partitionsOf(table)) {
    renameColumn(replay, relationKey(partition.schema, partition.name), change);
  }
}

/** Applies every form of RENAME. */
export function rename(replay: Replay, operation: Rename): void {
  const { ledger } = replay;
  const { of, from, to } = operation;
  switch (operation.object) {
    case 'relation': {
      const relation = ledger.findRelation(of);
      const index = relation ? undefined : ledger.findIndex(of);
      if (relation) moveRelation(replay, relation, { schema: relation.schema, name: to });
      else if (index) replaceIndex(replay, index, { ...index, name: to, named: replay.origin });
      break;
    }
    case 'constraint': {
      const relation = ledger.findRelation(of);
      const index = relation && from !== undefined ? ledger.index(relation.schema, from) : undefined;
      if (index?.constraint) replaceIndex(replay, index, { ...index, name: to, named: replay.origin });
      break;
    }
    case 'column': {
      const relation = ledger.findRelation(of);
      if (relation && from !== undefined) {
        renameColumn(replay, relationKey(relation.schema, relation.name), { from, to });
      }
      break;
    }
    case 'schema':
      for (const relation of [...ledger.allRelations()]) {
        if (relation.schema === of.name) moveRelation(replay, relation, { schema: to, name: relation.name });
      }
      break;
  }
}

/** Applies ALTER … SET SCHEMA to a relation; an index moves with its table only. */
export function moveToSchema(replay: Replay, of: NameRef, schema: string): void {
  const relation = replay.ledger.findRelation(of);
  if (relation) moveRelation(replay, relation, { schema, name: relation.name });
}
