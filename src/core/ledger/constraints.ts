import type { IndexConstraint } from '../sql/operations';
import { defaultName, distinctNames, namesOfKeys } from './default-names';
import type { IndexDefinition, IndexKey } from './definition';
import { definitionOf } from './definition-of';
import { indexPartitions, keyNamesOf, labels } from './partitions';
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
  if (constraint.likeIndex !== undefined) return { kind: 'statement', sql: constraint.likeIndex };
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
  replay.emit({ kind: 'created', step: replay.step, index });
  if (!only) indexPartitions(replay, index);
}

/** Those of the mentioned names that are columns, each once. */
export function knownColumns(relation: Relation, mentions: readonly string[]): string[] {
  return [...new Set(mentions)].filter((name) => !relation.complete || relation.columns.has(name));
}

function isLike(a: IndexConstraint, b: IndexConstraint): boolean {
  const shape = (constraint: IndexConstraint): string => {
    const { columns, include, method, nullsNotDistinct, deferrable, likeIndex, operators } = constraint;
    return JSON.stringify([columns, include, method, nullsNotDistinct, deferrable, likeIndex, operators]);
  };
  return a.usingIndex === undefined && b.usingIndex === undefined && shape(a) === shape(b);
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
  const different: IndexConstraint[] = [];
  for (const constraint of primaryFirst) {
    const at = different.findIndex((earlier) => isLike(earlier, constraint));
    const earlier = different[at];
    if (earlier) different[at] = { ...earlier, name: earlier.name ?? constraint.name };
    else different.push(constraint);
  }
  for (const constraint of different) addConstraint(replay, relation, constraint, only);
}
