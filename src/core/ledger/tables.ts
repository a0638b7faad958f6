import { isFreeTypeChange } from '../sql/column-type';
import type { Grammar } from '../sql/grammar';
import type {
  AlterTable,
  ColumnDefinition,
  CreateRelation,
  CreateTable,
  TableAction,
} from '../sql/operations';
import { addConstraints } from './constraints';
import { definitionOf } from './definition-of';
import { cascadeIndex, dropColumn } from './drop';
import { attachPartition, copyIndex, detachPartition } from './partitions';
import { dropIdentity, identityColumns, makeSequence, ownerOf } from './sequences';
import {
  relationKey,
  temporarySchema,
  unknownRelation,
  type IndexRecord,
  type Origin,
  type Relation,
  type RelationKey,
} from './records';
import type { Replay } from './replay-context';
import {
  addPlainConstraints,
  changeObjects,
  constraintOn,
  loseObject,
  makeRelationObject,
} from './replay-objects';
import { makeObject } from './make-object';
import { VersionedMap } from './versioned-map';

type Creation = CreateTable | CreateRelation;

/** Known by a statement that uses it, and by none that makes it. */
function isOnlyMentioned(relation: Relation | undefined): boolean {
  const { kind, complete, author, columns } = relation ?? {};
  return kind === 'table' && !complete && author === undefined && columns?.isEmpty === true;
}

/** Folder names may sort an index before its table: it was applied in another order, and stays. */
function adoptIndexes({ ledger }: Replay, { columns }: Relation, key: RelationKey): void {
  for (const index of ledger.indexesOn(key)) {
    const own = index.columns.filter((column) => columns.has(column));
    ledger.putIndex({ ...index, columns: own, precedesTable: true });
  }
  for (const index of ledger.dropped.on(key)) {
    const own = index.columns.filter((column) => columns.has(column));
    ledger.dropped.put({ ...index, columns: own });
  }
}

/**
 * Where a CREATE puts its relation, or undefined where it changes nothing because something of that name is there. One
 * that is there against expectation went some way that we did not see: the migration was applied.
 */
function schemaFor(replay: Replay, creation: Creation): string | undefined {
  const { ledger } = replay;
  const { name, temporary, ifNotExists } = creation;
  const schema = temporary ? temporarySchema : ledger.creationSchema(name);
  if (!ledger.isTaken(schema, name.name)) return schema;
  const key = relationKey(schema, name.name);
  if (isOnlyMentioned(ledger.relation(key))) return schema;
  if (ifNotExists || replay.step.conditional) return undefined;
  if (creation.kind === 'create-relation' && creation.replaces) return schema;
  ledger.removeIndexesOn(key);
  for (const object of ledger.objectsOn(key)) ledger.removeObject(object);
  for (const sequence of ledger.sequencesOf(key)) {
    ledger.removeRelation(relationKey(sequence.schema, sequence.name));
  }
  return schema;
}

/** Applies CREATE VIEW, MATERIALIZED VIEW, SEQUENCE and TABLE … AS. */
export function createRelation(replay: Replay, operation: CreateRelation): void {
  const { ledger } = replay;
  const { object: kind, name, mentions } = operation;
  const schema = schemaFor(replay, operation);
  if (schema === undefined) return;
  const reads = operation.reads.flatMap((read) => {
    const relation = ledger.findRelation(read);
    return relation ? [relationKey(relation.schema, relation.name)] : [];
  });
  const relation = {
    ...unknownRelation(kind, schema, name.name),
    author: replay.origin.author,
    reads: [...new Set(reads)],
    mentions,
    owner: operation.owner && ownerOf(ledger, operation.owner),
  };
  ledger.putRelation(relation);
  // Prisma makes sequences, too.
  if (kind === 'table' || schema === temporarySchema || replay.origin.author === 'prisma') return;
  makeRelationObject(replay, { ...relation, kind }, operation);
}

/** Applies CREATE TABLE. */
export function createTable(replay: Replay, operation: CreateTable): void {
  const { ledger } = replay;
  const schema = schemaFor(replay, operation);
  if (schema === undefined) return;
  const parent = operation.partitionOf && ledger.findRelation(operation.partitionOf);
  const likes = operation.likes.map((like) => ({ ...like, source: ledger.findRelation(like.table) }));
  const sources: { source: Relation | undefined; generated: boolean }[] = [
    ...operation.inherits.map((name) => ({ source: ledger.findRelation(name), generated: true })),
    ...likes,
    ...(operation.partitionOf ? [{ source: parent, generated: true }] : []),
  ];
  const columns = new Map<string, string>();
  const generated = new Map<string, readonly string[]>();
  for (const { source, generated: asGenerated } of sources) {
    for (const [column, type] of source?.columns ?? []) columns.set(column, type);
    if (!asGenerated) continue;
    for (const [column, from] of source?.generated ?? []) generated.set(column, from);
  }
  for (const column of operation.columns) {
    columns.set(column.name, column.type);
    if (column.generatedFrom) generated.set(column.name, column.generatedFrom);
  }
  const { origin } = replay;
  const byHand = origin.author === 'hand' ? operation.columns : [];
  const relation: Relation = {
    ...unknownRelation('table', schema, operation.name.name),
    columns: VersionedMap.of(columns),
    handMade: VersionedMap.of(byHand.map((column) => [column.name, origin])),
    complete: !operation.ofType && sources.every(({ source }) => source?.complete === true),
    generated,
    partitionOf: parent && relationKey(parent.schema, parent.name),
    partitioned: operation.partitioned,
  };
  ledger.putRelation(relation);
  adoptIndexes(replay, relation, relationKey(schema, operation.name.name));
  for (const { name, sequence } of operation.columns) {
    if (sequence) makeSequence(replay, relation, name, sequence);
  }
  for (const { source, identity } of likes) {
    if (!source || !identity) continue;
    for (const column of identityColumns(ledger, source)) {
      makeSequence(replay, relation, column, { kind: 'identity', name: undefined });
    }
  }

  // A partition has its copies before its own.
  if (parent) {
    for (const index of ledger.indexesOn(relationKey(parent.schema, parent.name))) {
      copyIndex(replay, index, relation, index);
    }
  }
  addConstraints(replay, relation, operation.constraints);
  // In a new table there is nothing that could break them.
  const plain = operation.plainConstraints.map((constraint) => ({ ...constraint, notValid: false }));
  if (schema !== temporarySchema) addPlainConstraints(replay, relation, plain);
  for (const { source, constraints } of likes) {
    if (source && constraints) copyChecks(replay, source, relation);
  }
  for (const { source, indexes } of likes) {
    if (!source || !indexes) continue;
    for (const index of ledger.indexesOn(relationKey(source.schema, source.name))) {
      copyIndex(replay, index, relation);
    }
  }
}

/** LIKE … INCLUDING CONSTRAINTS takes over what is checked, under the same names. */
function copyChecks(replay: Replay, source: Relation, to: Relation): void {
  const { schema } = to;
  const table = relationKey(schema, to.name);
  for (const object of replay.ledger.objectsOn(relationKey(source.schema, source.name))) {
    if (object.kind === 'check') makeObject(replay, { ...object, schema, table, mode: 'usual' });
  }
}

/** Changes a relation and its partitions, whose columns are always the same. */
function changeColumns(replay: Replay, relation: Relation, change: (relation: Relation) => Relation): void {
  replay.ledger.putRelation(change(relation));
  for (const partition of replay.ledger.partitionsOf(relationKey(relation.schema, relation.name))) {
    changeColumns(replay, partition, change);
  }
}

function addColumn(
  replay: Replay,
  relation: Relation,
  { name, type, generatedFrom }: ColumnDefinition,
): void {
  changeColumns(replay, relation, (before) => ({
    ...before,
    columns: before.columns.with(name, type),
    generated: generatedFrom ? new Map(before.generated).set(name, generatedFrom) : before.generated,
    handMade: withOrigin(before.handMade, name, replay.origin),
  }));
}

function withOrigin(handMade: Relation['handMade'], column: string, origin: Origin): Relation['handMade'] {
  return origin.author === 'hand' ? handMade.with(column, origin) : handMade.without(column);
}

function withExpression(
  generated: Relation['generated'],
  column: string,
  from: readonly string[] | undefined,
): Relation['generated'] {
  const changed = new Map(generated);
  if (from) changed.set(column, from);
  else changed.delete(column);
  return changed;
}

/** A change of type or expression makes the indexes on the column again: those of constraints first. */
function rebuildIndexes(
  replay: Replay,
  table: RelationKey,
  column: string,
  rebuilt: (index: IndexRecord) => void,
): void {
  const { ledger } = replay;
  const indexes = ledger.indexesOn(table).filter((index) => index.columns.includes(column));
  const constraintsFirst = [
    ...indexes.filter((index) => index.constraint !== undefined),
    ...indexes.filter((index) => index.constraint === undefined),
  ];
  for (const index of constraintsFirst) {
    ledger.makeLast(index);
    rebuilt(index);
  }
  for (const partition of ledger.partitionsOf(table)) {
    rebuildIndexes(replay, relationKey(partition.schema, partition.name), column, rebuilt);
  }
}

/** PostgreSQL makes an index with an expression or a WHERE clause again also where the column's values stay as they are. */
function isOfPlainColumns(index: IndexRecord, grammar: Grammar): boolean {
  if (index.source.kind === 'statement' && index.source.isPlain) return true;
  const definition = definitionOf(index, grammar);
  return (
    definition !== undefined &&
    definition.predicate === undefined &&
    definition.keys.every(({ expression }) => expression === undefined)
  );
}

function applyAction(replay: Replay, relation: Relation, action: TableAction, only: boolean): void {
  const { ledger } = replay;
  const key = relationKey(relation.schema, relation.name);
  switch (action.kind) {
    case 'add-column':
      if (relation.columns.has(action.column.name) && (action.ifNotExists || replay.step.conditional)) return;
      addColumn(replay, relation, action.column);
      if (action.column.sequence) makeSequence(replay, relation, action.column.name, action.column.sequence);
      addConstraints(replay, ledger.relation(key) ?? relation, action.column.constraints);
      addPlainConstraints(replay, ledger.relation(key) ?? relation, action.column.plainConstraints);
      break;
    case 'drop-column':
      dropColumn(replay, key, action.name, {
        cause: 'column',
        by: action.name,
        range: action.range,
        cascade: action.cascade,
      });
      break;
    case 'alter-type': {
      const before = relation.columns.get(action.name);
      const isFree = before !== undefined && action.isPlain && isFreeTypeChange(before, action.type);
      changeColumns(replay, relation, (before) => ({
        ...before,
        columns: before.columns.with(action.name, action.type),
      }));
      rebuildIndexes(replay, key, action.name, (index) => {
        if (isFree && isOfPlainColumns(index, replay.grammar)) return;
        replay.emit({
          ...{ kind: 'rebuilt', step: replay.step, index, range: action.range, column: action.name },
          ...{ types: relation.columns, enums: ledger.enums, isCertain: ledger.isCertain(index) },
        });
      });
      break;
    }
    case 'set-expression':
      changeColumns(replay, relation, (before) => ({
        ...before,
        generated: withExpression(before.generated, action.name, action.from),
      }));
      if (action.from) rebuildIndexes(replay, key, action.name, () => undefined);
      break;
    case 'add-identity':
      makeSequence(replay, relation, action.name, action.sequence);
      break;
    case 'drop-identity':
      dropIdentity(replay, relation, action.name);
      break;
    case 'add-constraint':
      addConstraints(replay, relation, [action.constraint], only);
      break;
    case 'add-plain-constraint':
      addPlainConstraints(replay, relation, [action.constraint]);
      break;
    case 'validate-constraint':
    case 'alter-constraint':
    case 'trigger-firing':
    case 'row-level-security':
      changeObjects(replay, relation, action);
      break;
    case 'drop-constraint': {
      const object = constraintOn(replay, relation, action.name);
      if (object) loseObject(replay, object, { cause: 'named', by: action.name, range: action.range });
      const index = ledger.index(relation.schema, action.name);
      if (index?.constraint && index.table === key) {
        if (index.parent !== undefined && ledger.isCertain(index) && !replay.step.conditional) {
          const refusal = { kind: 'inherited', index } as const;
          replay.emit({ kind: 'impossible', step: replay.step, range: action.range, refusal });
        }
        const cause = { cause: 'constraint', by: action.name, range: action.range, cascade: false } as const;
        cascadeIndex(replay, index, cause);
      }
      break;
    }
    case 'attach-partition':
      attachPartition(replay, key, ledger.knownRelation(action.table));
      break;
    case 'detach-partition': {
      const partition = ledger.findRelation(action.table);
      if (partition) detachPartition(replay, partition);
      break;
    }
  }
}

/** Applies ALTER TABLE, action by action. */
export function alterTable(replay: Replay, operation: AlterTable): void {
  const { ledger } = replay;
  if (operation.ifExists && !ledger.findRelation(operation.table)) return;
  const { schema, name } = ledger.knownRelation(operation.table);
  for (const action of operation.actions) {
    const relation = ledger.relation(relationKey(schema, name));
    if (relation) applyAction(replay, relation, action, operation.only);
  }
}
