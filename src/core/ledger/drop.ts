import type { Range } from '../finding';
import type { NameRef } from '../sql/cursor';
import type { Drop } from '../sql/operations';
import { definitionOf } from './definition-of';
import type { CascadeCause } from './events';
import { extensionHasIndex, extensionHasType } from './extensions';
import { relationKey, type IndexRecord, type Relation, type RelationKey } from './records';
import type { Replay } from './replay-context';

/** Why an index goes without being named. */
interface Cause {
  readonly cause: CascadeCause;
  readonly by: string;
  readonly range: Range;
}

/** Removes an index that something else takes along, and the indexes of partitions that hang on it. */
export function cascadeIndex(replay: Replay, index: IndexRecord, cause: Cause): void {
  replay.ledger.removeIndex(index);
  replay.emit({ kind: 'cascaded', step: replay.step, index, ...cause });
  dropAttached(replay, index, cause);
}

/** Indexes of partitions go with the index of the partitioned table. */
function dropAttached(replay: Replay, index: IndexRecord, cause: Cause): void {
  for (const child of replay.ledger.attachedTo(index)) cascadeIndex(replay, child, cause);
}

/** Removes a relation, its indexes and its partitions. */
export function dropRelation(replay: Replay, key: RelationKey, cause: Cause): void {
  for (const index of replay.ledger.indexesOn(key)) cascadeIndex(replay, index, cause);
  replay.ledger.removeRelation(key);
  for (const relation of replay.ledger.partitionsOf(key)) {
    dropRelation(replay, relationKey(relation.schema, relation.name), cause);
  }
}

/** Removes the indexes that need a column. */
export function dropColumn(replay: Replay, table: RelationKey, column: string, cause: Cause): void {
  const relation = replay.ledger.relation(table);
  if (relation) {
    const columns = new Map(relation.columns);
    columns.delete(column);
    replay.ledger.putRelation({ ...relation, columns });
  }
  for (const index of replay.ledger.indexesOn(table)) {
    if (index.columns.includes(column)) cascadeIndex(replay, index, cause);
  }
  for (const partition of replay.ledger.partitionsOf(table)) {
    dropColumn(replay, relationKey(partition.schema, partition.name), column, cause);
  }
}

function dropIndexes(replay: Replay, drop: Drop): void {
  for (const name of drop.names) {
    const index = replay.ledger.findIndex(name);
    if (!index) {
      if (!replay.step.conditional) replay.emit({ kind: 'unknown-drop', step: replay.step, name });
      continue;
    }
    replay.ledger.removeIndex(index);
    replay.emit({ kind: 'dropped', step: replay.step, index, name });
    dropAttached(replay, index, { cause: 'constraint', by: index.name, range: name.range });
  }
}

function dropColumnsOfType(replay: Replay, matches: (type: string) => boolean, cause: Cause): void {
  for (const relation of [...replay.ledger.allRelations()]) {
    for (const [column, type] of relation.columns) {
      if (matches(type)) dropColumn(replay, relationKey(relation.schema, relation.name), column, cause);
    }
  }
}

function dropExtension(replay: Replay, extension: string, cause: Cause): void {
  dropColumnsOfType(replay, (type) => extensionHasType(extension, type), cause);
  for (const index of [...replay.ledger.allIndexes()]) {
    const definition = definitionOf(index, replay.grammar);
    if (definition && extensionHasIndex(extension, definition)) cascadeIndex(replay, index, cause);
  }
}

function inSchema(schema: string): (thing: Relation | IndexRecord) => boolean {
  return (thing) => thing.schema === schema;
}

function causeOf(kind: CascadeCause, name: NameRef): Cause {
  return { cause: kind, by: name.name, range: name.range };
}

/** Applies DROP of anything that indexes are, or hang on. */
export function dropObjects(replay: Replay, drop: Drop): void {
  if (drop.object === 'index') {
    dropIndexes(replay, drop);
    return;
  }
  const { ledger } = replay;
  for (const name of drop.names) {
    switch (drop.object) {
      case 'table':
      case 'view':
      case 'materialized view':
      case 'sequence': {
        const relation = ledger.findRelation(name);
        if (!relation) break;
        const cause = causeOf(drop.object === 'table' ? 'table' : 'view', name);
        dropRelation(replay, relationKey(relation.schema, relation.name), cause);
        break;
      }
      case 'schema': {
        const cause = causeOf('schema', name);
        for (const relation of [...ledger.allRelations()].filter(inSchema(name.name))) {
          dropRelation(replay, relationKey(relation.schema, relation.name), cause);
        }
        for (const index of [...ledger.allIndexes()].filter(inSchema(name.name)))
          cascadeIndex(replay, index, cause);
        break;
      }
      case 'extension':
        dropExtension(replay, name.name, causeOf('extension', name));
        break;
      case 'type':
      case 'domain':
        if (drop.cascade) dropColumnsOfType(replay, (type) => type === name.name, causeOf('type', name));
        break;
    }
  }
}
