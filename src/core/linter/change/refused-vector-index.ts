import type { IndexDefinition } from '../../ledger/definition';
import type { IndexEvent } from '../../ledger/events';
import type { IndexRecord, Relation } from '../../ledger/records';
import type { Range } from '../../range';
import { indexParts } from '../../sql/index-parts';
import type { Step } from '../../sql/step';
import { untraceableIn } from '../../sql/untraceable';
import type { ColumnTypes } from './vector-key-type';
import { vectorRefusal, type VectorRefusal } from './vector-refusal';
import type { Change } from './change';
import { certainRebuild, type Rebuilt } from './refused-rebuild';

/** A vector index that PostgreSQL certainly does not make. */
export interface RefusedVectorIndex {
  readonly step: Step;
  readonly index: IndexRecord;
  readonly definition: IndexDefinition;
  readonly refusal: VectorRefusal;
  /** What is to be looked at: the keys, or the change of a column's type. */
  readonly range: Range;
  /** The column whose change of type has the index made again. */
  readonly changed: string | undefined;
}

type Created = Extract<IndexEvent, { kind: 'created' }>;

const noTypes: ColumnTypes = new Map<string, string>();

const remembered = new WeakMap<Change, readonly RefusedVectorIndex[]>();

/** The vector indexes that PostgreSQL refuses to make, or to make again, in the order of the statements. */
export function refusedVectorIndexes(change: Change): readonly RefusedVectorIndex[] {
  const known = remembered.get(change) ?? find(change);
  remembered.set(change, known);
  return known;
}

function find(change: Change): RefusedVectorIndex[] {
  const refused = change.events.flatMap((event) => {
    if (event.kind === 'created') return ofCreated(change, event) ?? [];
    return event.kind === 'rebuilt' ? (ofRebuilt(change, event) ?? []) : [];
  });
  // An index of partitions is made once for each of them.
  const steps = new Set<Step>();
  return refused.filter(({ step }) => !steps.has(step) && steps.add(step));
}

function statementOf({ source }: IndexRecord): string | undefined {
  return source.kind === 'statement' && /hnsw|ivfflat/i.test(source.sql) ? source.sql : undefined;
}

function ofCreated(change: Change, { index, step, on }: Created): RefusedVectorIndex | undefined {
  const { operation } = step;
  const sql = statementOf(index);
  const makesIt = operation.kind === 'create-index';
  if (sql === undefined || !(makesIt || index.parent !== undefined)) return undefined;
  const definition = change.definitionOf(index);
  const types = isTypeSure(change, index, step) ? on.columns : noTypes;
  const refusal = definition && vectorRefusal(definition, types, sql);
  if (!refusal) return undefined;
  const isOfBuild = refusal.kind === 'too-many' || refusal.kind === 'no-dimensions';
  if (isOfBuild && hasNoRows(change, index, on)) return undefined;
  const keys = makesIt ? indexParts(change.migration.text, operation, step)?.keys : undefined;
  return { step, index, definition, refusal, range: keys ?? step.range, changed: undefined };
}

/** The index of a partitioned table has no rows; those of its partitions have. */
function hasNoRows({ after }: Change, { table }: IndexRecord, on?: Relation): boolean {
  return on?.partitioned === true || after.isPartitioned(table);
}

function ofRebuilt(change: Change, event: Rebuilt): RefusedVectorIndex | undefined {
  const { index, step, range, column } = event;
  const sql = statementOf(index);
  const rebuild = sql === undefined ? undefined : certainRebuild(change, event);
  if (sql === undefined || !rebuild || !isTypeSure(change, index, step)) return undefined;
  const { definition, types } = rebuild;
  // It is made from what PostgreSQL prints, which names no default.
  const refusal = vectorRefusal(definition, types.after, '');
  // A type that has lost its dimensions leaves the index as it is, and what was wrong before is no matter of this statement.
  const isNew = refusal && refusal.error !== vectorRefusal(definition, types.before, '')?.error;
  if (!isNew || refusal.kind === 'no-dimensions') return undefined;
  const hasPartitions = change.after.partitionsOf(index.table).length > 0;
  if (hasNoRows(change, index) && !hasPartitions) return undefined;
  return { step, index, definition, refusal, range, changed: column };
}

/** Whether nothing that cannot be followed, and nothing in a branch, may have given a column another type. */
function isTypeSure(change: Change, { table }: IndexRecord, { statement }: Step): boolean {
  const { after, migration, script, steps } = change;
  const changesInBranch = steps.some(
    ({ conditional, operation }) =>
      conditional &&
      operation.kind === 'alter-table' &&
      operation.actions.some(({ kind }) => kind === 'alter-type'),
  );
  if (changesInBranch) return false;
  // The primary key stands since the table does.
  const primary = after.indexesOn(table).find(({ constraint }) => constraint === 'primary');
  if (primary) return after.isCertain(primary);
  return !untraceableIn(migration.text, script, steps).some(({ index }) => index < statement.index);
}
