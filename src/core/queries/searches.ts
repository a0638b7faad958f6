import { canonicalExpression } from '../ledger/definition';
import type { Node, SortBy } from '../sql/parse-tree';
import { distanceIn, distancesIn, outputOf, withoutNumberCasts, type QueryDistance } from './distances';
import { meaningOf, outputName, type Select, type Source } from './scope';
import { namesIn } from './tree';

/**
 * How a query uses a distance. An index serves what is `sorted` alone.
 *
 * - sorted: ORDER BY it, the nearest first
 * - sorted-backwards: the farthest first, or NULL first
 * - sorted-by-expression: by something that is computed from it
 * - sorted-behind: by something else first
 * - sorted-groups: what GROUP BY has put together
 * - filtered: only WHERE speaks of it
 */
export type DistanceUse =
  'sorted' | 'sorted-backwards' | 'sorted-by-expression' | 'sorted-behind' | 'sorted-groups' | 'filtered';

/** A distance by which a SELECT looks for rows. */
export interface VectorSearch {
  readonly use: DistanceUse;
  readonly distance: QueryDistance;
  readonly select: Select;
  /** What it sorts by, in the SELECT; of a filter the whole of WHERE. */
  readonly key: Node;
  /** What that stands for: a name behind ORDER BY means what SELECT gives under it. */
  readonly sortedBy: Node;
  /** Whether it sorts by something else behind the distance. */
  readonly isFollowed: boolean;
  /** Whether LIMIT says how many rows are wanted; undefined where that may stand elsewhere. */
  readonly hasLimit: boolean | undefined;
  /** The conditions that all rows meet, as canonical texts. */
  readonly conditions: readonly string[];
  /** Columns of which the values are given. */
  readonly fixedColumns: readonly FixedColumn[];
}

/** A column of something behind FROM. */
interface FixedColumn {
  readonly source: Source;
  readonly column: string;
  /** Whether it is one value, not one of several. */
  readonly isSingle: boolean;
}

/** Reads how a SELECT looks for rows by distances. Those that are a part of another SELECT are looked at with that one. */
export function searchesIn(select: Select): VectorSearch[] {
  const { op = 'SETOP_NONE' } = select.tree;
  if (select.isPulledUp || op !== 'SETOP_NONE') return [];
  const conditions = conditionsOf(select);
  const facts = { select, conditions: conditions.map((one) => canonicalExpression(one.node, [])) };
  const fixed = conditions.flatMap((one) => fixedColumn(one) ?? []);
  const about = (use: DistanceUse, distance: QueryDistance, key: Node, sortedBy = key): VectorSearch => ({
    ...facts,
    ...{ use, distance, key, sortedBy, isFollowed: isFollowed(key, select) },
    ...{ hasLimit: use === 'filtered' ? undefined : hasLimit(select) },
    fixedColumns: fixed,
  });
  const sorted = sortOf(select, fixed);
  if (sorted === 'unknown') return [];
  if (sorted) return [about(sorted.use, sorted.distance, sorted.key, sorted.node)];
  const filter = select.tree.whereClause;
  const filters = conditions.flatMap((one) => distancesIn(one.node, one.select));
  return filters
    .slice(0, 1)
    .map((distance) => about('filtered', distance, filter ?? { SelectStmt: select.tree }));
}

interface Sorted {
  readonly use: DistanceUse;
  readonly distance: QueryDistance;
  readonly key: Node;
  /** What the key stands for. */
  readonly node: Node;
}

/** The first thing by which it sorts that has to do with a distance; unknown where a running program says what it is. */
function sortOf(select: Select, fixed: readonly FixedColumn[]): Sorted | 'unknown' | undefined {
  let isBehind = false;
  for (const item of select.tree.sortClause ?? []) {
    if (!('SortBy' in item) || !item.SortBy.node) continue;
    const node = sortedBy(item.SortBy.node, select);
    if ('ParamRef' in node) return 'unknown';
    const plain = plainDistance(node, select);
    const distance = plain ?? distancesIn(node, select)[0];
    if (distance) {
      const use = isBehind ? 'sorted-behind' : plain ? useOf(item.SortBy, select) : 'sorted-by-expression';
      return { use, distance, key: item, node };
    }
    isBehind ||= !isConstant(node, select, fixed);
  }
  return undefined;
}

/** Whether something else stands behind a sort key. */
function isFollowed(key: Node, { tree }: Select): boolean {
  const keys = tree.sortClause ?? [];
  return keys.includes(key) && keys.at(-1) !== key;
}

function useOf({ sortby_dir, sortby_nulls, useOp }: SortBy, { tree }: Select): DistanceUse {
  const isBackwards = sortby_dir === 'SORTBY_DESC' || namesIn(useOp).at(-1) === '>';
  // Behind DESC the default is the other one: that is backwards in any case.
  if (isBackwards || sortby_nulls === 'SORTBY_NULLS_FIRST') return 'sorted-backwards';
  return tree.groupClause ? 'sorted-groups' : 'sorted';
}

/** What a number or a name behind ORDER BY stands for: PostgreSQL looks for it among what the SELECT gives first. */
function sortedBy(node: Node, { tree }: Select): Node {
  const targets = tree.targetList ?? [];
  let target: Node | undefined;
  if ('A_Const' in node && node.A_Const.ival) target = targets[(node.A_Const.ival.ival ?? 0) - 1];
  else if ('ColumnRef' in node && node.ColumnRef.fields?.length === 1) {
    const [name] = namesIn(node.ColumnRef.fields);
    target = targets.find((one) => outputName(one) === name);
  }
  return (target && 'ResTarget' in target ? target.ResTarget.val : undefined) ?? node;
}

/** The distance that an expression is, also by a name that an inner SELECT gives it. */
function plainDistance(node: Node, select: Select): QueryDistance | undefined {
  const bare = withoutNumberCasts(node);
  const inner = outputOf(bare, select);
  return inner ? plainDistance(inner.node, inner.select) : distanceIn(bare, select);
}

interface Condition {
  readonly node: Node;
  readonly select: Select;
}

/** What stands between the ANDs of WHERE, also in the inner SELECTs that are a part of this one. */
function conditionsOf(select: Select): Condition[] {
  const own = conjuncts(select.tree.whereClause).map((node) => ({ node, select }));
  const inner = select.sources.flatMap((source) =>
    source.kind === 'query' && source.select.isPulledUp ? conditionsOf(source.select) : [],
  );
  return [...own, ...inner];
}

function conjuncts(node: Node | undefined): Node[] {
  if (!node) return [];
  const isAnd = 'BoolExpr' in node && node.BoolExpr.boolop === 'AND_EXPR';
  return isAnd ? (node.BoolExpr.args ?? []).flatMap(conjuncts) : [node];
}

/** `column = value`, `column IN (…)`: the column, where the values are the same for all rows. */
function fixedColumn({ node, select }: Condition): FixedColumn | undefined {
  if (!('A_Expr' in node) || namesIn(node.A_Expr.name).at(-1) !== '=') return undefined;
  const { kind, lexpr, rexpr } = node.A_Expr;
  const isSingle = kind === 'AEXPR_OP';
  if (!isSingle && kind !== 'AEXPR_IN' && kind !== 'AEXPR_OP_ANY') return undefined;
  const [left, right] = [columnOf(lexpr, select), columnOf(rexpr, select)];
  // Two columns fix each other for nobody.
  const column = left && right ? undefined : (left ?? right);
  return column && { ...column, isSingle };
}

function columnOf(node: Node | undefined, select: Select): Omit<FixedColumn, 'isSingle'> | undefined {
  if (!node || !('ColumnRef' in node)) return undefined;
  const meaning = meaningOf(namesIn(node.ColumnRef.fields), select);
  return meaning.kind === 'column' ? { source: meaning.source, column: meaning.column } : undefined;
}

/** Whether all rows have the same value, so that sorting by it changes nothing. */
function isConstant(node: Node, select: Select, fixed: readonly FixedColumn[]): boolean {
  if ('A_Const' in node) return true;
  const column = columnOf(node, select);
  return fixed.some((one) => one.isSingle && one.source === column?.source && one.column === column.column);
}

function hasLimit({ tree, isInner }: Select): boolean | undefined {
  const { limitCount } = tree;
  const isNone = !limitCount || ('A_Const' in limitCount && limitCount.A_Const.isnull === true);
  if (!isNone) return true;
  return isInner ? undefined : false;
}
