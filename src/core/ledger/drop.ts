import type { Range } from '../range';
import { typeName } from '../sql/column-type';
import type { Drop } from '../sql/operations';
import { definitionOf } from './definition-of';
import type { CascadeCause } from './events';
import { extensionHasIndex, extensionHasType, extensionMayHaveIndex } from './extensions';
import { relationKey, type IndexRecord, type Relation, type RelationKey } from './records';
import type { Ledger } from './ledger';
import { freeKey, isConstraint, type ObjectRecord } from './object-record';
import { referredColumns } from './object-references';
import type { Refusal } from './refusal';
import type { Replay } from './replay-context';
import { constraintObject, loseObject, loseObjectsOn } from './replay-objects';
import { loseObjectsIn } from './replay-routines';
import type { NameRef } from '../sql/cursor';
import { typesOf } from './types-of';
import { append } from '../append';

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
  if (!replay.step.conditional) replay.ledger.markGone(index, replay.origin);
  const { by, range } = cause;
  replay.emit({ kind: 'cascaded', step: replay.step, index, cause: cause.cause, by, range });
  const constraint = index.constraint && constraintObject(replay, index);
  if (constraint) loseObject(replay, constraint, cause);
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
  ledger.removeIndexesOn(key);
  loseObjectsOn(replay, key, cause);
  if (cause.cascade) {
    for (const object of ledger.objectsThatNeed(key)) loseObject(replay, object, cause);
  }
  const dependents = [...ledger.partitionsOf(key), ...ledger.sequencesOf(key)];
  if (cause.cascade) append(dependents, ledger.viewsOf(key));
  ledger.removeRelation(key);
  for (const dependent of dependents) dropRelation(replay, dependent, cause);
}

/** The foreign keys of other tables, and its own, that refer to a column. */
function foreignKeysTo(ledger: Ledger, relation: Relation, column: string): ObjectRecord[] {
  const key = keyOf(relation);
  const primary = ledger.indexesOn(key).find((index) => index.constraint === 'primary');
  return ledger
    .objectsThatNeed(key)
    .filter((object) => (referredColumns(object) ?? primary?.columns ?? []).includes(column));
}

/** Removes a column, of partitions too, the indexes that need it, its sequences and, with CASCADE, what is computed from it. */
export function dropColumn(replay: Replay, table: RelationKey, column: string, cause: Cause): void {
  const { ledger } = replay;
  const relation = ledger.relation(table);
  if (!relation) return;
  const referring = cause.cascade ? foreignKeysTo(ledger, relation, column) : [];
  const generated = new Map(relation.generated);
  generated.delete(column);
  const columns = relation.columns.without(column);
  ledger.putRelation({ ...relation, columns, generated, handMade: relation.handMade.without(column) });
  const origin = relation.handMade.get(column);
  // Of a partitioned table the column is named, of its partitions it goes along.
  if (origin && cause.by === column && relation.partitionOf === undefined) {
    const { range } = cause;
    replay.emit({ kind: 'column-dropped', step: replay.step, table, column, origin, range });
  }
  for (const index of ledger.indexesOn(table)) {
    if (index.columns.includes(column)) cascadeIndex(replay, index, cause);
  }
  for (const index of ledger.dropped.on(table)) {
    if (index.columns.includes(column)) ledger.dropped.remove(index.id);
  }
  for (const object of ledger.objectsOn(table)) {
    // Without CASCADE a trigger or policy that needs the column keeps it from being dropped.
    const goes = isConstraint(object) || cause.cascade;
    if (goes && object.columns.includes(column)) loseObject(replay, object, cause);
  }
  for (const object of referring) loseObject(replay, object, cause);
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

/** Why PostgreSQL refuses to drop an index, where it does. The names of one statement go together. */
function refusalOf(
  { ledger }: Replay,
  index: IndexRecord,
  drop: Drop,
  together: ReadonlySet<number>,
): Refusal | undefined {
  if (!ledger.isCertain(index)) return undefined;
  const parent = index.parent === undefined ? undefined : ledger.indexById(index.parent);
  if (parent && !together.has(parent.id)) return { kind: 'attached', index, parent };
  if (index.constraint) return { kind: 'constraint', index };
  return drop.concurrently && ledger.isPartitioned(index.table)
    ? { kind: 'partitioned-drop', index }
    : undefined;
}

/** What PostgreSQL refuses of DROP INDEX CONCURRENTLY by its form. */
function refusedForm({ concurrently, names, cascade }: Drop): Refusal | undefined {
  if (!concurrently) return undefined;
  if (names.length > 1) return { kind: 'several-concurrently' };
  return cascade ? { kind: 'cascade-concurrently' } : undefined;
}

/** A name under which there is no index. */
function dropUnknown(replay: Replay, drop: Drop, name: NameRef): void {
  const { ledger, step, origin } = replay;
  if (step.conditional) return;
  const since = drop.ifExists ? undefined : ledger.goneSince(name);
  if (since) {
    const refusal: Refusal = { kind: 'gone', name: name.name, since };
    replay.emit({ kind: 'impossible', step, range: name.range, refusal });
  }
  replay.emit({ kind: 'unknown-drop', step, name });
  ledger.markGone({ schema: ledger.creationSchema(name), name: name.name }, origin);
}

function dropIndexes(replay: Replay, drop: Drop): void {
  const { ledger, step } = replay;
  const form = refusedForm(drop);
  if (form && !step.conditional) replay.emit({ kind: 'impossible', step, range: step.range, refusal: form });
  // All names are looked up first: the index of a partition may be named together with that of its table.
  const found = drop.names.map((name) => ({ name, index: ledger.findIndex(name) }));
  const together = new Set(found.flatMap(({ index }) => index?.id ?? []));
  for (const { name, index } of found) {
    const refusal = index && !step.conditional && refusalOf(replay, index, drop, together);
    if (refusal) replay.emit({ kind: 'impossible', step, range: name.range, refusal });
    if (!index) dropUnknown(replay, drop, name);
    else if (ledger.indexById(index.id)) {
      // PostgreSQL refuses to drop a constraint's index; where that may have been caught, it did.
      if (index.constraint && replay.step.conditional) continue;
      ledger.removeIndex(index);
      ledger.dropped.put({ ...index, droppedBy: step });
      if (!step.conditional) ledger.markGone(index, replay.origin);
      replay.emit({ kind: 'dropped', step: replay.step, index, name });
      const { range } = name;
      dropAttached(replay, index, { cause: 'constraint', by: index.name, range, cascade: false });
    }
  }
}

/** @param matches tells by a type's name */
function dropColumnsOfType(replay: Replay, matches: (type: string) => boolean, cause: Cause): void {
  for (const relation of replay.ledger.allRelations()) {
    if (![...typesOf(relation)].some(matches)) continue;
    for (const [column, type] of relation.columns) {
      if (matches(typeName(type))) dropColumn(replay, keyOf(relation), column, cause);
    }
  }
}

function dropExtension(replay: Replay, extension: string, cause: Cause): void {
  const { ledger, grammar } = replay;
  dropColumnsOfType(replay, (type) => extensionHasType(extension, type), cause);
  const needsIt = (index: IndexRecord): boolean => {
    if (!extensionMayHaveIndex(extension, index.source)) return false;
    const definition = definitionOf(index, grammar);
    return definition !== undefined && extensionHasIndex(extension, definition);
  };
  for (const index of ledger.allIndexes().filter(needsIt)) cascadeIndex(replay, index, cause);
  for (const { id } of ledger.dropped.all().filter(needsIt)) ledger.dropped.remove(id);
  loseObjectsOn(replay, freeKey('extension', '', extension), cause);
}

function dropSchema(replay: Replay, schema: string, cause: Cause): void {
  for (const relation of replay.ledger.allRelations()) {
    if (relation.schema === schema) dropRelation(replay, relation, cause);
  }
  loseObjectsIn(replay, schema, cause);
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
        loseObjectsOn(replay, freeKey('domain', ledger.creationSchema(name), name.name), causeOf('type'));
        if (drop.cascade) dropColumnsOfType(replay, (type) => type === name.name, causeOf('type'));
        break;
    }
  }
}
