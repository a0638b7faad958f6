import { canonicalExpression } from '../ledger/definition';
import type { Relation } from '../ledger/records';
import { typeName } from '../sql/column-type';
import type { A_Expr, Node, TypeName } from '../sql/parse-tree';
import { isVectorOperator, isVectorType, type VectorOperator } from '../vectors/operators';
import { isHoleNumber } from './query-text';
import { meaningOf, type Select, type Source } from './scope';
import { namesIn, walk } from './tree';

/** A column of vectors, as a query takes it. */
export interface MeasuredColumn {
  readonly relation: Relation;
  readonly source: Source;
  readonly column: string;
  /** Its type in the table, such as `vector(384)`. */
  readonly type: string;
  /** How the query takes it: as it is, or cast or else changed, as the canonical text of an index's expression has it. */
  readonly form: 'as it is' | { readonly expression: string } | 'unknown';
}

/**
 * What a column is compared with: something that is the same for all rows, a column of the same row, one of another table, or
 * nobody knows.
 */
type ComparedWith = 'given' | 'own-row' | 'joined' | 'unknown';

/** `column <=> something`. */
export interface QueryDistance {
  readonly operator: VectorOperator;
  readonly tree: A_Expr;
  readonly select: Select;
  readonly measured: MeasuredColumn;
  readonly comparedWith: ComparedWith;
  /** The column of another table that it is compared with, where it is one. */
  readonly otherSide: MeasuredColumn | undefined;
}

/** The operator, where an expression is a distance of vectors by its operator. */
export function operatorOf(node: Node | undefined): VectorOperator | undefined {
  if (!node || !('A_Expr' in node) || node.A_Expr.kind !== 'AEXPR_OP' || !node.A_Expr.lexpr) return undefined;
  const operator = namesIn(node.A_Expr.name).at(-1);
  return operator !== undefined && isVectorOperator(operator) ? operator : undefined;
}

/** Reads an expression as a distance; undefined where it is none, or measures no column that is known. */
export function distanceIn(node: Node, select: Select): QueryDistance | undefined {
  const operator = operatorOf(node);
  if (!operator || !('A_Expr' in node)) return undefined;
  const { lexpr, rexpr } = node.A_Expr;
  const left = lexpr && measuredIn(lexpr, select);
  const right = rexpr && measuredIn(rexpr, select);
  const measured = left ?? right;
  const other = left ? rexpr : lexpr;
  if (!measured || !other) return undefined;
  const comparedWith = comparison(other, select, measured.source);
  const cast = castOfColumn(measured, other);
  const otherSide = left && comparedWith === 'joined' ? right : undefined;
  const asCompared = cast === undefined ? measured : { ...measured, form: { expression: cast } };
  return { operator, tree: node.A_Expr, select, measured: asCompared, comparedWith, otherSide };
}

/** Of these types, PostgreSQL by itself casts the column where the other side is of the type. */
const castByItself: Readonly<Record<string, readonly string[]>> = {
  vector: ['halfvec', 'sparsevec'],
  halfvec: ['sparsevec'],
};

/**
 * What PostgreSQL makes of the column to compare it with a value of another type; undefined where it takes it as it is.
 * (source: the implicit casts in pgvector's own sql/vector.sql)
 */
function castOfColumn({ form, type }: MeasuredColumn, other: Node): string | undefined {
  if (form !== 'as it is' || !('TypeCast' in other)) return undefined;
  const name = namesIn(other.TypeCast.typeName?.names).at(-1) ?? '';
  return castByItself[typeName(type)]?.includes(name) ? `a cast to ${name}` : undefined;
}

/** All distances in a tree of one SELECT, those included that inner SELECTs give under a name; not those in subqueries. */
export function distancesIn(tree: unknown, select: Select): QueryDistance[] {
  const found: QueryDistance[] = [];
  walk(tree, (node) => {
    if ('SelectStmt' in node) return false;
    const distance = distanceIn(node, select);
    if (distance) found.push(distance);
    const inner = outputOf(node, select);
    if (inner) for (const one of distancesIn(inner.node, inner.select)) found.push(one);
    return !distance;
  });
  return found;
}

/** What an inner SELECT that is a part of this one gives under a name. */
export function outputOf(
  node: Node,
  select: Select,
): { readonly node: Node; readonly select: Select; readonly source: Source } | undefined {
  if (!('ColumnRef' in node)) return undefined;
  const meaning = meaningOf(namesIn(node.ColumnRef.fields), select);
  return meaning.kind === 'output' && meaning.select.isPulledUp ? meaning : undefined;
}

function measuredIn(node: Node, select: Select): MeasuredColumn | undefined {
  const columns: MeasuredColumn[] = [];
  // What only a running program knows of the form.
  const unsure: Node[] = [];
  // Text, or an array of numbers, becomes a vector when it is cast.
  const isCast = castsToVector(node);
  const whole = replaced(node, (inner) => {
    if ('ParamRef' in inner && isHoleNumber(inner.ParamRef.number ?? 0)) unsure.push(inner);
    const found = columnIn(inner, select, isCast);
    if (!found) return undefined;
    columns.push(found.column);
    if (found.column.form === 'unknown') unsure.push(inner);
    return found.node;
  });
  const [column, ...others] = columns;
  if (!column || others.length > 0 || !isColumnChanged(node)) return undefined;
  const bare = withoutSameCasts(whole, column.type);
  if (bare && 'ColumnRef' in bare) return { ...column, form: 'as it is' };
  return {
    ...column,
    form: unsure.length === 0 ? { expression: canonicalExpression(whole, []) } : 'unknown',
  };
}

/** The column, a cast of it, or a function of it: what an index could have as its key. */
function isColumnChanged(node: Node): boolean {
  return 'ColumnRef' in node || 'TypeCast' in node || 'FuncCall' in node;
}

function castsToVector(node: Node): boolean {
  return 'TypeCast' in node && isVectorType(namesIn(node.TypeCast.typeName?.names).at(-1) ?? '');
}

function columnIn(
  node: Node,
  select: Select,
  isCast: boolean,
): { readonly column: MeasuredColumn; readonly node: Node } | undefined {
  if (!('ColumnRef' in node)) return undefined;
  const meaning = meaningOf(namesIn(node.ColumnRef.fields), select);
  if (meaning.kind === 'output' && meaning.select.isPulledUp) {
    const inner = measuredIn(meaning.node, meaning.select);
    if (!inner) return undefined;
    const source = meaning.source.isNullable ? { ...inner.source, isNullable: true } : inner.source;
    return { column: { ...inner, source }, node: meaning.node };
  }
  if (meaning.kind !== 'column') return undefined;
  const { relation, source, column } = meaning;
  const type = relation.columns.get(column) ?? '';
  if (!isCast && !isVectorType(typeName(type))) return undefined;
  return { column: { relation, source, column, type, form: 'as it is' }, node };
}

/** The tree with something else in the place of some nodes, in which nothing is looked for; a subquery stays as it is. */
function replaced(node: Node, by: (node: Node) => Node | undefined): Node {
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== 'object' || value === null || 'SelectStmt' in value) return value;
    const other = Object.keys(value).length === 1 ? by(value as Node) : undefined;
    return other ?? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
  };
  return copy(node) as Node;
}

/** Without casts to the type that it has already. */
export function withoutSameCasts(node: Node, type: string): Node | undefined {
  let inner: Node | undefined = node;
  while (inner && 'TypeCast' in inner) {
    const { arg, typeName: cast }: { arg?: Node; typeName?: TypeName } = inner.TypeCast;
    const text = typeText(cast);
    if (text !== type && text !== typeName(type)) return undefined;
    inner = arg;
  }
  return inner;
}

/** A type as a ledger's columns have it: `vector(384)`. */
function typeText(type: TypeName | undefined): string {
  const modifiers = (type?.typmods ?? []).map((node) =>
    'A_Const' in node ? String(node.A_Const.ival?.ival ?? '?') : '?',
  );
  const name = namesIn(type?.names).at(-1) ?? '';
  return modifiers.length > 0 ? `${name}(${modifiers.join(',')})` : name;
}

function comparison(node: Node, select: Select, measured: Source): ComparedWith {
  let found: ComparedWith = 'given';
  const worsen = (other: ComparedWith): void => {
    if (found === 'given' || other === 'unknown') found = other;
  };
  const inSubqueries = aliasesInSubqueries(node);
  walk(node, (inner) => {
    if (!('ColumnRef' in inner)) return true;
    const fields = namesIn(inner.ColumnRef.fields);
    // Of what stands in a subquery, only a name with a table before it can be known to be one of this SELECT's.
    const isInside = inSubqueries.columns.has(inner);
    if (isInside && (fields.length < 2 || inSubqueries.aliases.has(fields.at(-2) ?? ''))) return true;
    const meaning = meaningOf(fields, select);
    switch (meaning.kind) {
      case 'column':
        worsen(meaning.source === measured ? 'own-row' : 'joined');
        break;
      case 'output':
        worsen(meaning.select.isPulledUp ? comparison(meaning.node, meaning.select, measured) : 'joined');
        break;
      case 'unknown':
        if (meaning.source) worsen('unknown');
        break;
      case 'outer':
    }
    return true;
  });
  return found;
}

/** The columns in the subqueries of an expression, and the names of the tables that these read. */
function aliasesInSubqueries(tree: Node): {
  readonly columns: ReadonlySet<Node>;
  readonly aliases: ReadonlySet<string>;
} {
  const columns = new Set<Node>();
  const aliases = new Set<string>();
  walk(tree, (node) => {
    if (!('SelectStmt' in node)) return true;
    walk(node.SelectStmt, (inner) => {
      if ('ColumnRef' in inner) columns.add(inner);
      if ('RangeVar' in inner) aliases.add(inner.RangeVar.alias?.aliasname ?? inner.RangeVar.relname ?? '');
      if ('RangeSubselect' in inner) aliases.add(inner.RangeSubselect.alias?.aliasname ?? '');
      return true;
    });
    return false;
  });
  return { columns, aliases };
}

/** An expression without the casts that change no distance: it is a double precision number. */
export function withoutNumberCasts(node: Node): Node {
  let inner = node;
  while ('TypeCast' in inner && inner.TypeCast.arg) {
    if (namesIn(inner.TypeCast.typeName?.names).at(-1) !== 'float8') break;
    inner = inner.TypeCast.arg;
  }
  return inner;
}
