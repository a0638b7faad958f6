import type { IndexConstraint } from '../sql/operations';
import { defaultName, distinctNames, namesOfKeys } from './default-names';
import type { IndexDefinition, IndexKey } from './definition';
import { definitionOf } from './definition-of';
import { indexPartitions, keyNamesOf, labels } from './partitions';
import { knownColumns } from './known-columns';
import { makeObject } from './make-object';
import { relationKey, type IndexRecord, type IndexSource, type Relation } from './records';
import { refuseTaken } from './refuse-taken';
import type { Replay } from './replay-context';

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

function sourceOf(constraint: IndexConstraint): IndexSource {
  if (constraint.likeIndex !== undefined)
    return { kind: 'statement', sql: constraint.likeIndex, isPlain: false };
  const definition: IndexDefinition = {
    unique: true,
    nullsNotDistinct: constraint.nullsNotDistinct,
    method: constraint.method,
    keys: constraint.columns.map(plainKey),
    include: constraint.include,
    predicate: undefined,
    parameters: constraint.parameters,
  };
  const keyNames = distinctNames([...constraint.columns, ...constraint.include]);
  return { kind: 'constraint', definition, keyNames };
}

/** ADD CONSTRAINT … USING INDEX: the index goes over to the constraint, and takes its name. */
function takeOver(replay: Replay, relation: Relation, constraint: IndexConstraint, indexName: string): void {
  const { ledger } = replay;
  const index = ledger.index(relation.schema, indexName);
  const definition = index && definitionOf(index, replay.grammar);
  if (!index || !definition) return;
  const after: IndexRecord = {
    ...index,
    name: constraint.name ?? index.name,
    constraint: constraint.kind,
    source: { kind: 'constraint', definition, keyNames: keyNamesOf(replay, index) },
    renames: [],
    named: replay.origin,
  };
  ledger.putIndex(after);
  if (after.name !== index.name) replay.emit({ kind: 'renamed', step: replay.step, before: index, after });
}

function addConstraint(replay: Replay, relation: Relation, constraint: IndexConstraint, only: boolean): void {
  const { ledger } = replay;
  if (constraint.usingIndex !== undefined) {
    takeOver(replay, relation, constraint, constraint.usingIndex);
    return;
  }
  const source = sourceOf(constraint);
  const keyNames =
    source.kind === 'constraint' ? source.keyNames : (namesOfKeys(replay.grammar, source.sql) ?? ['expr']);
  const index: IndexRecord = {
    id: ledger.newId(),
    schema: relation.schema,
    name: constraint.name ?? defaultName(ledger, relation, keyNames, labels[constraint.kind]),
    table: relationKey(relation.schema, relation.name),
    constraint: constraint.kind,
    source,
    columns: knownColumns(relation, constraint.mentions),
    renames: [],
    origin: replay.origin,
    named: replay.origin,
    parent: undefined,
  };
  if (replay.step.conditional && ledger.isTaken(index.schema, index.name)) return;
  const existing = ledger.index(index.schema, index.name);
  if (existing) refuseTaken(replay, existing);
  ledger.putIndex(index);
  replay.emit({ kind: 'created', step: replay.step, index, on: relation });
  if (constraint.sql !== undefined) makeConstraintObject(replay, index, constraint.sql);
  if (!only) indexPartitions(replay, index);
}

/** An exclusion constraint and one that can wait are more than their index. */
function makeConstraintObject(replay: Replay, index: IndexRecord, sql: string): void {
  const { schema, name, table, columns } = index;
  makeObject(replay, {
    ...{ kind: index.constraint === 'exclude' ? 'exclude' : 'deferrable', schema, name, table, columns },
    texts: [sql],
  });
}

/** Equal for constraints that PostgreSQL takes for one. */
function shapeOf(constraint: IndexConstraint): unknown {
  const {
    columns,
    include,
    method,
    nullsNotDistinct,
    deferrable,
    likeIndex,
    operators,
    sql = '',
  } = constraint;
  const isDeferred = /\bdeferred\b/i.test(sql);
  return constraint.usingIndex === undefined
    ? JSON.stringify([
        columns,
        include,
        method,
        nullsNotDistinct,
        deferrable,
        isDeferred,
        likeIndex,
        operators,
      ])
    : constraint;
}

/**
 * Makes the indexes of one statement's constraints: the primary key first, and of like ones (UNIQUE PRIMARY KEY) one.
 *
 * @param only whether partitions get none
 */
export function addConstraints(
  replay: Replay,
  relation: Relation,
  constraints: readonly IndexConstraint[],
  only = false,
): void {
  const primaryFirst = [
    ...constraints.filter((constraint) => constraint.kind === 'primary'),
    ...constraints.filter((constraint) => constraint.kind !== 'primary'),
  ];
  const different = new Map<unknown, IndexConstraint>();
  for (const constraint of primaryFirst) {
    const shape = shapeOf(constraint);
    const earlier = different.get(shape);
    different.set(shape, earlier ? { ...earlier, name: earlier.name ?? constraint.name } : constraint);
  }
  for (const constraint of different.values()) addConstraint(replay, relation, constraint, only);
}
