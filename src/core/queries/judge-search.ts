import type { IndexDefinition } from '../ledger/definition';
import { definitionOf } from '../ledger/definition-of';
import type { Ledger } from '../ledger/ledger';
import type { IndexRecord } from '../ledger/records';
import type { Grammar } from '../sql/grammar';
import type { Node } from '../sql/parse-tree';
import { distanceOf, isVectorMethod } from '../vectors/operators';
import { withoutSameCasts, type MeasuredColumn } from './distances';
import { keyOf } from './scope';
import type { VectorSearch } from './searches';

/** An index of pgvector's on the column, or on an expression of it. */
export interface VectorIndexOnColumn {
  readonly index: IndexRecord;
  readonly definition: IndexDefinition;
}

/**
 * Why no index serves a search.
 *
 * - operator: none has an operator class for it
 * - use: the way in which the query uses the distance
 * - two-columns: it compares two columns, of the same or of two tables
 * - form: the index has the column in another form: cast to another type, or as it is
 */
type NotServedBy = 'operator' | 'use' | 'two-columns' | 'form';

/**
 * Why an index may not serve a search.
 *
 * - second-key: the query sorts by something else behind the distance, for which PostgreSQL uses such an index since 17
 * - outer-join: the column is on the side of a join that may be left out, unless WHERE says otherwise
 * - limit: no LIMIT says how many rows are wanted, so PostgreSQL chooses by the costs
 * - predicate: the index is partial, and the query does not have its condition word for word
 */
type UnsureBy = 'second-key' | 'outer-join' | 'limit' | 'predicate';

/** What the indexes of the history do for a search. */
export interface JudgedSearch {
  readonly search: VectorSearch;
  /** The column that is searched: of two that are compared, not the one of a single row. */
  readonly measured: MeasuredColumn;
  /** All on its column; empty where there is none. */
  readonly indexes: readonly VectorIndexOnColumn[];
  /** The one that serves it, or would if the query were different in what is wrong with it. */
  readonly serving: VectorIndexOnColumn | undefined;
  /** Empty where it is served, or may be. */
  readonly notServedBy: readonly NotServedBy[];
  readonly unsureBy: readonly UnsureBy[];
  /** Another index finds the rows that it is about: their keys are given. */
  readonly isAboutOneRow: boolean;
  /** It compares all rows of one table with all of another, or of the same. */
  readonly isOfPairs: boolean;
}

/** Judges a search by the ledger of all migrations; nothing is reported of a query for which an index may well serve. */
export function judgeSearch(search: VectorSearch, ledger: Ledger, grammar: Grammar): JudgedSearch {
  const { distance, use, hasLimit } = search;
  const { comparedWith, operator, otherSide } = distance;
  const isOneRow = (column: MeasuredColumn): boolean => isAboutOneRow(column, search, ledger, grammar);
  const isChosen = ({ source }: MeasuredColumn): boolean =>
    search.fixedColumns.some((fixed) => fixed.source === source);
  const measured = otherSide && isOneRow(distance.measured) ? otherSide : distance.measured;
  const indexes = vectorIndexesOn(measured, ledger, grammar);
  const sameOperator = indexes.filter(
    ({ definition }) => distanceOf(definition.keys[0]?.opclass)?.operator === operator,
  );
  const sameForm = sameOperator.filter(({ definition }) => hasForm(definition, measured));
  const whole = sameForm.filter(({ definition: { predicate } }) =>
    conjunctsOf(predicate).every((one) => search.conditions.includes(one)),
  );
  const serving = whole[0] ?? sameForm[0] ?? sameOperator[0];
  const notServedBy: NotServedBy[] = [];
  if (indexes.length > 0) {
    // An operator class of somebody else's may serve any operator.
    const isKnown = indexes.every(({ definition }) => distanceOf(definition.keys[0]?.opclass));
    if (sameOperator.length === 0 && isKnown) notServedBy.push('operator');
    if (use !== 'sorted') notServedBy.push('use');
    if (comparedWith === 'own-row' || comparedWith === 'joined') notServedBy.push('two-columns');
    if (sameOperator.length > 0 && sameForm.length === 0 && measured.form !== 'unknown')
      notServedBy.push('form');
  }
  const unsureBy: UnsureBy[] = [];
  if (notServedBy.length === 0 && serving) {
    if (measured.source.isNullable) unsureBy.push('outer-join');
    if (hasLimit === false) unsureBy.push('limit');
    if (search.isFollowed) unsureBy.push('second-key');
    if (whole.length === 0 && sameForm.length > 0) unsureBy.push('predicate');
  }
  return {
    search,
    measured,
    indexes,
    serving,
    notServedBy,
    unsureBy,
    isAboutOneRow: isOneRow(measured),
    isOfPairs: otherSide !== undefined && ![distance.measured, otherSide].some(isChosen),
  };
}

/** What stands between the ANDs of a predicate, as canonical texts. */
function conjunctsOf(predicate: string | undefined): string[] {
  if (predicate === undefined) return [];
  const tree = JSON.parse(predicate) as Node;
  const isAnd = 'BoolExpr' in tree && tree.BoolExpr.boolop === 'AND_EXPR';
  return isAnd ? (tree.BoolExpr.args ?? []).flatMap((one) => conjunctsOf(JSON.stringify(one))) : [predicate];
}

/** The indexes of pgvector's on a column, whatever else they are made of. */
function vectorIndexesOn(
  { relation, column }: MeasuredColumn,
  ledger: Ledger,
  grammar: Grammar,
): VectorIndexOnColumn[] {
  return ledger.indexesOn(keyOf(relation)).flatMap((index) => {
    if (!index.columns.includes(column)) return [];
    const definition = definitionOf(index, grammar);
    const [key] = definition?.keys ?? [];
    if (!definition || !key || !isVectorMethod(definition.method)) return [];
    const isOnIt = key.column === undefined ? speaksOf(key.expression ?? '', column) : key.column === column;
    return isOnIt ? [{ index, definition }] : [];
  });
}

/** Whether the canonical text of an expression has the column: a predicate may be all that speaks of it. */
function speaksOf(expression: string, column: string): boolean {
  return expression.includes(`{"ColumnRef":${JSON.stringify(column)}}`);
}

function hasForm({ keys: [key] }: IndexDefinition, { column, form, type }: MeasuredColumn): boolean {
  if (form === 'unknown') return true;
  // PostgreSQL keeps an index on a cast to the type that the column has as one on the column.
  const isPlain = key?.column === column || isSameCast(key?.expression, type);
  return form === 'as it is' ? isPlain : key?.expression === form.expression;
}

/** Whether the canonical text of an expression is a column, cast to a type. */
function isSameCast(expression: string | undefined, type: string): boolean {
  if (!expression?.startsWith('{"TypeCast"')) return false;
  const bare = withoutSameCasts(JSON.parse(expression) as Node, type);
  return bare !== undefined && 'ColumnRef' in bare;
}

function isAboutOneRow(
  { relation, source }: MeasuredColumn,
  { fixedColumns }: VectorSearch,
  ledger: Ledger,
  grammar: Grammar,
): boolean {
  const own = fixedColumns.filter((one) => one.source === source).map(({ column }) => column);
  if (own.length === 0) return false;
  return ledger.indexesOn(keyOf(relation)).some((index) => {
    const definition = definitionOf(index, grammar);
    if (!definition?.unique || definition.predicate !== undefined) return false;
    return definition.keys.every(({ column }) => column !== undefined && own.includes(column));
  });
}
