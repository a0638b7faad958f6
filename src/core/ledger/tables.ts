import type {
  AlterTable,
  ColumnDefinition,
  CreateTable,
  IndexConstraint,
  TableAction,
} from '../sql/operations';
import { defaultName } from './default-names';
import { sameDefinition, type IndexDefinition, type IndexKey } from './definition';
import { cascadeIndex, dropColumn } from './drop';
import { relationKey, type IndexRecord, type Relation, type RelationKey } from './records';
import { indexPartition, indexPartitions } from './create-index';
import { definitionOf } from './definition-of';
import type { Replay } from './replay-context';

const LABELS = { primary: 'pkey', unique: 'key', exclude: 'excl' } as const;

function plainKey(column: string): IndexKey {
  return {
    column,
    expression: undefined,
    collation: undefined,
    opclass: undefined,
    opclassOptions: [],
    descending: false,
    nulls: undefined,
  };
}

function definitionOfConstraint(constraint: IndexConstraint): IndexDefinition {
  return {
    unique: constraint.kind !== 'exclude',
    nullsNotDistinct: constraint.nullsNotDistinct,
    method: constraint.method ?? 'btree',
    keys: constraint.columns.map(plainKey),
    include: constraint.include,
    predicate: undefined,
    parameters: [],
  };
}

function addConstraint(replay: Replay, table: RelationKey, constraint: IndexConstraint): void {
  const { ledger } = replay;
  const relation = ledger.relation(table);
  if (!relation) return;
  if (constraint.usingIndex !== undefined) {
    const index = ledger.index(relation.schema, constraint.usingIndex);
    if (!index) return;
    // PostgreSQL gives the index the constraint's name.
    const after = {
      ...index,
      name: constraint.name ?? index.name,
      constraint: constraint.kind,
      named: replay.origin,
    };
    ledger.removeIndex(index);
    ledger.putIndex(after);
    if (after.name !== index.name) replay.emit({ kind: 'renamed', step: replay.step, before: index, after });
    return;
  }
  const taken = (name: string): boolean => ledger.isTaken(relation.schema, name);
  const nameColumns = [...constraint.columns, ...constraint.include];
  const index: IndexRecord = {
    id: ledger.newId(),
    schema: relation.schema,
    name: constraint.name ?? defaultName(relation.name, nameColumns, LABELS[constraint.kind], taken),
    table,
    constraint: constraint.kind,
    source: { kind: 'constraint', definition: definitionOfConstraint(constraint) },
    columns: [...new Set(constraint.mentions)],
    renames: [],
    origin: replay.origin,
    named: replay.origin,
    parent: undefined,
  };
  const existing = ledger.index(index.schema, index.name);
  if (existing && replay.step.conditional) return;
  ledger.putIndex(index);
  replay.emit({ kind: 'created', step: replay.step, index });
  indexPartitions(replay, index);
}

/** LIKE … INCLUDING INDEXES makes the source's indexes again, with names of PostgreSQL's choice. */
function copyIndexes(replay: Replay, from: Relation, to: Relation): void {
  for (const index of replay.ledger.indexesOn(relationKey(from.schema, from.name))) {
    indexPartition(replay, index, relationKey(to.schema, to.name), false);
  }
}

export function createTable(replay: Replay, operation: CreateTable): void {
  const { ledger } = replay;
  if (operation.temporary) return;
  const schema = ledger.creationSchema(operation.name);
  const key = relationKey(schema, operation.name.name);
  if (ledger.relation(key)) {
    if (operation.ifNotExists || replay.step.conditional) return;
    // It was applied, so what stood here went some way that we did not see.
    for (const index of ledger.indexesOn(key)) ledger.removeIndex(index);
  }
  const columns = new Map<string, string>();
  const parent = operation.partitionOf && ledger.findRelation(operation.partitionOf);
  const sources = [...operation.inherits, ...operation.likes.map((like) => like.table)].map((name) =>
    ledger.findRelation(name),
  );
  for (const source of [parent, ...sources])
    for (const [name, type] of source?.columns ?? []) columns.set(name, type);
  for (const column of operation.columns) columns.set(column.name, column.type);
  const relation: Relation = {
    kind: 'table',
    schema,
    name: operation.name.name,
    columns,
    partitionOf: parent && relationKey(parent.schema, parent.name),
  };
  ledger.putRelation(relation);

  // PostgreSQL makes the primary key first, then the others as they stand.
  const constraints = [
    ...operation.columns.flatMap((column) => column.constraints),
    ...operation.constraints,
  ];
  const primaryFirst = [
    ...constraints.filter((constraint) => constraint.kind === 'primary'),
    ...constraints.filter((constraint) => constraint.kind !== 'primary'),
  ];
  for (const constraint of primaryFirst) addConstraint(replay, key, constraint);
  for (const like of operation.likes) {
    const source = ledger.findRelation(like.table);
    if (source && like.indexes) copyIndexes(replay, source, relation);
  }
  if (parent)
    for (const index of ledger.indexesOn(relationKey(parent.schema, parent.name)))
      indexPartition(replay, index, key);
}

function addColumn(replay: Replay, relation: Relation, column: ColumnDefinition): void {
  const columns = new Map(relation.columns).set(column.name, column.type);
  replay.ledger.putRelation({ ...relation, columns });
  for (const partition of replay.ledger.partitionsOf(relationKey(relation.schema, relation.name))) {
    addColumn(replay, partition, column);
  }
}

/** Each index of the partitioned table takes over a like one of the new partition, or makes one. */
function attachPartition(replay: Replay, table: RelationKey, partition: Relation): void {
  const { ledger, grammar } = replay;
  const key = relationKey(partition.schema, partition.name);
  ledger.putRelation({ ...partition, partitionOf: table });
  for (const parent of ledger.indexesOn(table)) {
    const wanted = definitionOf(parent, grammar);
    const like = ledger.indexesOn(key).find((index) => {
      const own = index.parent === undefined ? definitionOf(index, grammar) : undefined;
      return own && wanted && index.constraint === parent.constraint && sameDefinition(own, wanted);
    });
    if (like) ledger.putIndex({ ...like, parent: parent.id });
    else indexPartition(replay, parent, key);
  }
}

function applyAction(replay: Replay, relation: Relation, action: TableAction): void {
  const { ledger } = replay;
  const key = relationKey(relation.schema, relation.name);
  switch (action.kind) {
    case 'add-column': {
      if (relation.columns.has(action.column.name) && action.ifNotExists) return;
      addColumn(replay, relation, action.column);
      for (const constraint of action.column.constraints) addConstraint(replay, key, constraint);
      break;
    }
    case 'drop-column':
      dropColumn(replay, key, action.name, { cause: 'column', by: action.name, range: action.range });
      break;
    case 'alter-type': {
      const columns = new Map(relation.columns).set(action.name, action.type);
      ledger.putRelation({ ...relation, columns });
      for (const index of ledger.indexesOn(key)) {
        if (index.columns.includes(action.name)) {
          replay.emit({ kind: 'rebuilt', step: replay.step, index, range: action.range });
        }
      }
      break;
    }
    case 'add-constraint':
      addConstraint(replay, key, action.constraint);
      break;
    case 'drop-constraint': {
      const index = ledger.index(relation.schema, action.name);
      if (index?.constraint && index.table === key) {
        cascadeIndex(replay, index, { cause: 'constraint', by: action.name, range: action.range });
      }
      break;
    }
    case 'attach-partition': {
      const partition = ledger.findRelation(action.table);
      if (!partition) return;
      attachPartition(replay, key, partition);
      break;
    }
    case 'detach-partition': {
      const partition = ledger.findRelation(action.table);
      if (partition) ledger.putRelation({ ...partition, partitionOf: undefined });
      break;
    }
  }
}

export function alterTable(replay: Replay, operation: AlterTable): void {
  const { ledger } = replay;
  const found = ledger.findRelation(operation.table);
  const schema = found?.schema ?? ledger.creationSchema(operation.table);
  const name = found?.name ?? operation.table.name;
  // A table that the history did not make (it may begin in the middle) is known from here on.
  if (!found) ledger.putRelation({ kind: 'table', schema, name, columns: new Map(), partitionOf: undefined });
  for (const action of operation.actions) {
    const relation = ledger.relation(relationKey(schema, name));
    if (relation) applyAction(replay, relation, action);
  }
}
