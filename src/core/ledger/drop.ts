import type { Range } from '../range';
import { typeName } from '../sql/column-type';
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
  /** CASCADE: views and generated columns go too. */
  readonly cascade: boolean;
}

function keyOf(relation: Relation): RelationKey {
  return relationKey(relation.schema, relation.name);
}

/** Removes an index that something else takes along, and the indexes of partitions that hang on it. */
export function cascadeIndex(replay: Replay, index: IndexRecord, cause: Cause): void {
  if (!replay.ledger.indexById(index.id)) return;
  replay.ledger.removeIndex(index);
  const { by, range } = cause;
  replay.emit({ kind: 'cascaded', step: replay.step, index, cause: cause.cause, by, range });
  dropAttached(replay, index, cause);
}

/** Indexes of partitions go with the index of the partitioned table. */
function dropAttached(replay: Replay, index: IndexRecord, cause: Cause): void {
  for (const child of replay.ledger.attachedTo(index)) cascadeIndex(replay, child, cause);
}

/** Removes a relation, its indexes, sequences and partitions and, with CASCADE, the views that read it. */
function dropRelation(replay: Replay, relation: Relation, cause: Cause): void {
  const { ledger } = replay;
  const key = keyOf(relation);
  for (const index of ledger.indexesOn(key)) cascadeIndex(replay, index, cause);
  const dependents = [...ledger.partitionsOf(key), ...ledger.sequencesOf(key)];
  if (cause.cascade) dependents.push(...ledger.viewsOf(key));
  ledger.removeRelation(key);
  for (const dependent of dependents) dropRelation(replay, dependent, cause);
}

/** Removes a column, of partitions too, the indexes that need it, its sequences and, with CASCADE, what is computed from it. */
export function dropColumn(replay: Replay, table: RelationKey, column: string, cause: Cause): void {
  const { ledger } = replay;
  const relation = ledger.relation(table);
  if (!relation) return;
  const columns = new Map(relation.columns);
  const generated = new Map(relation.generated);
  columns.delete(column);
  generated.delete(column);
  const handMade = new Map(relation.handMade);
  handMade.delete(column);
  ledger.putRelation({ ...relation, columns, generated, handMade });
  const origin = relation.handMade.get(column);
  // Of a partitioned table the column is named, of its partitions it goes along.
  if (origin && cause.by === column && relation.partitionOf === undefined) {
    const { range } = cause;
    replay.emit({ kind: 'column-dropped', step: replay.step, table, column, origin, range });
  }
  for (const index of ledger.indexesOn(table)) {
    if (index.columns.includes(column)) cascadeIndex(replay, index, cause);
  }
  for (const sequence of ledger.sequencesOf(table, column)) dropRelation(replay, sequence, cause);
  for (const partition of ledger.partitionsOf(table)) dropColumn(replay, keyOf(partition), column, cause);
  if (!cause.cascade) return;
  for (const [other, from] of generated) {
    if (from.includes(column)) dropColumn(replay, table, other, cause);
  }
  for (const view of ledger.viewsOf(table)) {
    if (view.mentions.includes(column) || view.mentions.includes('*')) dropRelation(replay, view, cause);
  }
}

function dropIndexes(replay: Replay, drop: Drop): void {
  const { ledger } = replay;
  // All names are looked up first: the index of a partition may be named together with that of its table.
  const found = drop.names.map((name) => ({ name, index: ledger.findIndex(name) }));
  for (const { name, index } of found) {
    if (!index) {
      if (!replay.step.conditional) replay.emit({ kind: 'unknown-drop', step: replay.step, name });
    } else if (ledger.indexById(index.id)) {
      // PostgreSQL refuses to drop a constraint's index; where that may have been caught, it did.
      if (index.constraint && replay.step.conditional) continue;
      ledger.removeIndex(index);
      replay.emit({ kind: 'dropped', step: replay.step, index, name });
      const { range } = name;
      dropAttached(replay, index, { cause: 'constraint', by: index.name, range, cascade: false });
    }
  }
}

function dropColumnsOfType(replay: Replay, matches: (type: string) => boolean, cause: Cause): void {
  for (const relation of replay.ledger.allRelations()) {
    for (const [column, type] of relation.columns) {
      if (matches(type)) dropColumn(replay, keyOf(relation), column, cause);
    }
  }
}

function dropExtension(replay: Replay, extension: string, cause: Cause): void {
  dropColumnsOfType(replay, (type) => extensionHasType(extension, type), cause);
  for (const index of replay.ledger.allIndexes()) {
    const definition = definitionOf(index, replay.grammar);
    if (definition && extensionHasIndex(extension, definition)) cascadeIndex(replay, index, cause);
  }
}

function dropSchema(replay: Replay, schema: string, cause: Cause): void {
  for (const relation of replay.ledger.allRelations()) {
    if (relation.schema === schema) dropRelation(replay, relation, cause);
  }
  replay.ledger.schemaExists(schema, false);
}

/** Applies DROP of anything that indexes are, or hang on. */
export function dropObjects(replay: Replay, drop: Drop): void {
  if (drop.object === 'index') {
    dropIndexes(replay, drop);
    return;
  }
  const { ledger } = replay;
  for (const name of drop.names) {
    const causeOf = (cause: CascadeCause): Cause => ({
      cause,
      by: name.name,
      range: name.range,
      cascade: drop.cascade,
    });
    switch (drop.object) {
      case 'table':
      case 'view':
      case 'materialized view':
      case 'sequence': {
        const relation = ledger.findRelation(name);
        if (relation) dropRelation(replay, relation, causeOf(drop.object === 'table' ? 'table' : 'view'));
        break;
      }
      case 'schema':
        dropSchema(replay, name.name, causeOf('schema'));
        break;
      case 'extension':
        dropExtension(replay, name.name, causeOf('extension'));
        break;
      case 'type':
      case 'domain':
        if (drop.cascade) dropColumnsOfType(replay, (type) => typeName(type) === name.name, causeOf('type'));
        break;
    }
  }
}
