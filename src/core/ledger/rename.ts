import type { NameRef } from '../sql/cursor';
import { typeName } from '../sql/column-type';
import type { Rename } from '../sql/operations';
import { withRename, type ColumnRename } from './definition';
import { tableObjectKinds, type ObjectRecord } from './object-record';
import { relationKey, type IndexRecord, type Relation, type RelationKey } from './records';
import type { Replay } from './replay-context';
import { withReferredRenamed, withTableMoved } from './object-references';
import { constraintObject, constraintOn } from './replay-objects';
import { moveObjectsTo } from './replay-routines';
import { typesOf } from './types-of';
import { VersionedMap } from './versioned-map';

function replaceIndex(replay: Replay, before: IndexRecord, after: IndexRecord): void {
  replay.ledger.putIndex(after);
  const constraint = after.constraint && constraintObject(replay, before);
  if (constraint && before.name !== after.name) replay.ledger.putObject({ ...constraint, name: after.name });
  if (before.name !== after.name || before.schema !== after.schema) {
    replay.emit({ kind: 'renamed', step: replay.step, before, after });
  }
}

/** Gives a relation another name or schema; its indexes and sequences go along to the schema and keep their names. */
function moveRelation(replay: Replay, relation: Relation, to: { schema: string; name: string }): void {
  const { ledger } = replay;
  const before = relationKey(relation.schema, relation.name);
  const after = relationKey(to.schema, to.name);
  if (before === after) return;
  const indexes = ledger.indexesOn(before);
  const dropped = ledger.dropped.on(before);
  const objects = ledger.objectsOn(before);
  const partitions = ledger.partitionsOf(before);
  const views = ledger.viewsOf(before);
  const sequences = ledger.sequencesOf(before);
  ledger.removeRelation(before);
  ledger.putRelation({ ...relation, ...to });
  replay.emit({ kind: 'table-moved', step: replay.step, from: before, to: after });
  for (const index of indexes) replaceIndex(replay, index, { ...index, schema: to.schema, table: after });
  for (const index of dropped) ledger.dropped.put({ ...index, schema: to.schema, table: after });
  for (const object of objects) {
    const name = hasNameOfTable(object) ? to.name : object.name;
    ledger.putObject({ ...object, name, schema: to.schema, table: after });
  }
  for (const object of ledger.objectsThatNeed(before))
    ledger.putObject(withTableMoved(object, before, after));
  for (const partition of partitions) ledger.putRelation({ ...partition, partitionOf: after });
  for (const view of views) {
    const reads = view.reads.map((read) => (read === before ? after : read));
    ledger.putRelation({ ...view, reads });
  }
  for (const sequence of sequences) {
    const owner = sequence.owner && { ...sequence.owner, table: after };
    ledger.putRelation({ ...sequence, owner });
    moveRelation(replay, { ...sequence, owner }, { schema: to.schema, name: sequence.name });
  }
}

/** A view is its own relation, and row level security has no name. */
function hasNameOfTable({ kind }: ObjectRecord): boolean {
  const isOfTable = (tableObjectKinds as readonly string[]).includes(kind);
  return !isOfTable || kind === 'row level security';
}

function renameInRelation(relation: Relation, { from, to }: ColumnRename): Relation {
  const now = (name: string): string => (name === from ? to : name);
  const generated = [...relation.generated].map(([name, names]) => [now(name), names.map(now)] as const);
  return {
    ...relation,
    columns: moved(relation.columns, { from, to }),
    generated: new Map(generated),
    handMade: moved(relation.handMade, { from, to }),
  };
}

function moved<Value extends string | object>(
  columns: VersionedMap<string, Value>,
  { from, to }: ColumnRename,
): VersionedMap<string, Value> {
  const value = columns.get(from);
  return value === undefined ? columns : columns.without(from).with(to, value);
}

function withColumnRenamed<Thing extends IndexRecord | ObjectRecord>(
  index: Thing,
  change: ColumnRename,
): Thing {
  return {
    ...index,
    columns: index.columns.map((column) => (column === change.from ? change.to : column)),
    renames: withRename(index.renames, change),
  };
}

function renameColumn(replay: Replay, table: RelationKey, change: ColumnRename): void {
  const { ledger } = replay;
  const relation = ledger.relation(table);
  if (relation) ledger.putRelation(renameInRelation(relation, change));
  replay.emit({ kind: 'column-renamed', step: replay.step, table, ...change });
  for (const index of ledger.indexesOn(table)) {
    if (index.columns.includes(change.from)) ledger.putIndex(withColumnRenamed(index, change));
  }
  for (const index of ledger.dropped.on(table)) {
    if (index.columns.includes(change.from)) ledger.dropped.put(withColumnRenamed(index, change));
  }
  for (const object of ledger.objectsOn(table)) {
    if (object.columns.includes(change.from)) ledger.putObject(withColumnRenamed(object, change));
  }
  for (const object of ledger.objectsThatNeed(table)) ledger.putObject(withReferredRenamed(object, change));
  for (const sequence of ledger.sequencesOf(table, change.from)) {
    ledger.putRelation({ ...sequence, owner: { table, column: change.to } });
  }
  // What a view selects keeps its meaning under the new name.
  for (const view of ledger.viewsOf(table)) {
    if (view.mentions.includes(change.from)) {
      ledger.putRelation({ ...view, mentions: [...view.mentions, change.to] });
    }
  }
  for (const partition of ledger.partitionsOf(table)) {
    renameColumn(replay, relationKey(partition.schema, partition.name), change);
  }
}

function renameSchema(replay: Replay, from: string, to: string): void {
  const { ledger } = replay;
  for (const { schema, name } of ledger.allRelations()) {
    const relation = ledger.relation(relationKey(schema, name));
    if (relation && schema === from) moveRelation(replay, relation, { schema: to, name });
  }
  moveObjectsTo(replay, from, to);
  ledger.schemaExists(from, false);
  ledger.schemaExists(to, true);
}

function renameType({ ledger }: Replay, from: string, to: string): void {
  if (ledger.isEnum(from)) ledger.putEnum(to, from);
  for (const relation of ledger.allRelations()) {
    if (!typesOf(relation).has(from)) continue;
    const columns = [...relation.columns].map(
      ([name, type]) => [name, typeName(type) === from ? to + type.slice(from.length) : type] as const,
    );
    ledger.putRelation({ ...relation, columns: VersionedMap.of(columns) });
  }
}

/** Renames whatever has the name: a relation, or an index. */
function renameNamed(replay: Replay, of: NameRef, to: string): void {
  const { ledger } = replay;
  const key = ledger.findKey(of);
  const relation = key === undefined ? undefined : ledger.relation(key);
  const index = key === undefined ? undefined : ledger.indexByKey(key);
  if (relation) moveRelation(replay, relation, { schema: relation.schema, name: to });
  else if (index) replaceIndex(replay, index, { ...index, name: to, named: replay.origin });
}

/** Applies every form of RENAME. */
export function rename(replay: Replay, operation: Rename): void {
  const { ledger } = replay;
  const { of, from, to } = operation;
  switch (operation.object) {
    case 'relation':
      renameNamed(replay, of, to);
      break;
    case 'constraint': {
      const relation = ledger.findRelation(of);
      const object = relation && from !== undefined ? constraintOn(replay, relation, from) : undefined;
      if (object) ledger.putObject({ ...object, name: to });
      const index = relation && from !== undefined ? ledger.index(relation.schema, from) : undefined;
      if (!relation || !index?.constraint) break;
      // A constraint of another table, without an index, may have the same name.
      if (index.table !== relationKey(relation.schema, relation.name)) break;
      replaceIndex(replay, index, { ...index, name: to, named: replay.origin });
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
      renameSchema(replay, of.name, to);
      break;
    case 'type':
      renameType(replay, of.name, to);
      break;
  }
}

/** Applies ALTER … SET SCHEMA to a relation; an index moves with its table only. */
export function moveToSchema(replay: Replay, of: NameRef, schema: string): void {
  const relation = replay.ledger.findRelation(of);
  if (relation) moveRelation(replay, relation, { schema, name: relation.name });
}
