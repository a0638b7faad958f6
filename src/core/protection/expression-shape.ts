import type { Constant } from './constants';
import { append } from '../append';

/** An expression, with everything that PostgreSQL may write in another way brought into one form. */
export interface Shape {
  /** `column body`, `op =`, `call lower`, `and`, `constant` … */
  readonly what: string;
  readonly parts: readonly Shape[];
  /** Types that it is cast to, the innermost first. PostgreSQL adds some and leaves out those that change nothing. */
  readonly casts: readonly string[];
  readonly constant?: Constant;
}

type Tree = Readonly<Record<string, unknown>>;

/** The shape of an expression as IndexDefinition holds it: the JSON of a parse tree in which a column is its name. */
export function shapeOf(canonical: string): Shape {
  return ofNode(JSON.parse(canonical));
}

function shape(what: string, parts: readonly Shape[] = []): Shape {
  return { what, parts, casts: [] };
}

function ofNode(node: unknown): Shape {
  const [kind, content] = Object.entries(treeOf(node))[0] ?? ['nothing', {}];
  if (kind === 'ColumnRef') return shape(`column ${typeof content === 'string' ? content : 'unknown'}`);
  const tree = treeOf(content);
  switch (kind) {
    case 'A_Const':
      return { ...shape('constant'), constant: { value: valueOf(tree), type: undefined } };
    case 'TypeCast':
      return cast(ofNode(tree['arg']), typeOf(treeOf(tree['typeName'])));
    case 'A_Expr':
      return ofOperator(tree);
    case 'BoolExpr':
      return ofBoolean(tree);
    case 'FuncCall':
      return shape(`call ${lastName(tree['funcname'])}`, listOf(tree['args']).map(ofNode));
    case 'CollateClause':
      return shape(`collate ${lastName(tree['collname'])}`, [ofNode(tree['arg'])]);
    case 'CaseExpr':
      return ofCase(tree);
    case 'JsonFuncExpr':
      // Paths and defaults come back in another form.
      return shape('json', columnsIn(tree));
    default:
      return ofOther(kind, tree);
  }
}

function cast(inner: Shape, type: string): Shape {
  if (inner.constant && inner.constant.type === undefined) {
    const bare = type.replace(/\(.*\)/, '');
    return { ...inner, constant: { ...inner.constant, type: bare }, casts: [type] };
  }
  return { ...inner, casts: [...inner.casts, type] };
}

function ofOperator({ kind, name, lexpr, rexpr }: Tree): Shape {
  const operator = lastName(name);
  const left = lexpr === undefined ? [] : [ofNode(lexpr)];
  const compare = (sign: string, right: unknown): Shape => shape(`op ${sign}`, [...left, ofNode(right)]);
  const within = (low: unknown, high: unknown): Shape =>
    chain('and', [compare('>=', low), compare('<=', high)]);
  const outside = (low: unknown, high: unknown): Shape =>
    chain('or', [compare('<', low), compare('>', high)]);
  const bounds = listOf(treeOf(treeOf(rexpr)['List'])['items']);
  const [from, to] = bounds;
  switch (kind) {
    case 'AEXPR_IN':
      return chain(
        operator === '=' ? 'or' : 'and',
        bounds.map((one) => compare(operator, one)),
      );
    case 'AEXPR_OP_ANY':
    case 'AEXPR_OP_ALL': {
      const elements = elementsOf(rexpr);
      const word = kind === 'AEXPR_OP_ANY' ? 'or' : 'and';
      if (elements)
        return chain(
          word,
          elements.map((one) => compare(operator, one)),
        );
      return shape(`${word} ${operator}`, [...left, ofNode(rexpr)]);
    }
    case 'AEXPR_BETWEEN':
      return within(from, to);
    case 'AEXPR_NOT_BETWEEN':
      return outside(from, to);
    case 'AEXPR_BETWEEN_SYM':
      return chain('or', [within(from, to), within(to, from)]);
    case 'AEXPR_NOT_BETWEEN_SYM':
      return chain('and', [outside(from, to), outside(to, from)]);
    case 'AEXPR_DISTINCT':
      return isNull(rexpr) ? shape('is not null', left) : compare('distinct', rexpr);
    case 'AEXPR_NOT_DISTINCT':
      return isNull(rexpr) ? shape('is null', left) : shape('not', [compare('distinct', rexpr)]);
    case 'AEXPR_NULLIF':
      return compare('nullif', rexpr);
    default:
      return ofRows(operator, lexpr, rexpr) ?? compare(operator, rexpr);
  }
}

/** `(a, b) = (1, 2)` comes back as `a = 1 AND b = 2`. */
function ofRows(operator: string, lexpr: unknown, rexpr: unknown): Shape | undefined {
  const [left, right] = [lexpr, rexpr].map((row) => listOf(treeOf(treeOf(row)['RowExpr'])['args']));
  if (!left?.length || left.length !== right?.length || !['=', '<>'].includes(operator)) return undefined;
  const pairs = left.map((one, at) => shape(`op ${operator}`, [ofNode(one), ofNode(right[at])]));
  return chain(operator === '=' ? 'and' : 'or', pairs);
}

function ofBoolean({ boolop, args }: Tree): Shape {
  const parts = listOf(args).map(ofNode);
  return boolop === 'NOT_EXPR' ? shape('not', parts) : chain(boolop === 'AND_EXPR' ? 'and' : 'or', parts);
}

/** `a AND (b AND c)` is `a AND b AND c`, and one alone is itself. */
function chain(word: 'and' | 'or', parts: readonly Shape[]): Shape {
  const flat = parts.flatMap((part) => (part.what === word ? part.parts : [part]));
  return flat.length === 1 && flat[0] ? flat[0] : shape(word, flat);
}

/** PostgreSQL writes the ELSE NULL that goes without saying. */
function ofCase({ arg, args, defresult }: Tree): Shape {
  const branches = listOf(args).map((when) => ofOther('CaseWhen', treeOf(treeOf(when)['CaseWhen'])));
  const otherwise = defresult === undefined || isNull(defresult) ? [] : [shape('else', [ofNode(defresult)])];
  return shape('case', [...(arg === undefined ? [] : [ofNode(arg)]), ...branches, ...otherwise]);
}

/** How it is written, not what it says. */
const forms = new Set(['funcformat', 'row_format', 'coerceformat', 'multidims', 'typeName']);

function ofOther(kind: string, tree: Tree): Shape {
  if (kind === 'NullTest') {
    return shape(tree['nulltesttype'] === 'IS_NULL' ? 'is null' : 'is not null', [ofNode(tree['arg'])]);
  }
  const properties: string[] = [];
  const parts: Shape[] = [];
  for (const [key, value] of Object.entries(tree)) {
    if (forms.has(key)) continue;
    if (Array.isArray(value)) append(parts, value.map(ofNode));
    else if (typeof value === 'object' && value !== null) parts.push(ofNode(value));
    else properties.push(`${key}=${String(value)}`);
  }
  return shape([kind, ...properties.sort()].join(' '), parts);
}

function columnsIn(value: unknown): Shape[] {
  if (Array.isArray(value)) return value.flatMap(columnsIn);
  return Object.entries(treeOf(value)).flatMap(([key, inner]) =>
    key === 'ColumnRef' ? [ofNode({ ColumnRef: inner })] : columnsIn(inner),
  );
}

/** The elements of `ARRAY[…]`, whatever the array is cast to. */
function elementsOf(node: unknown): unknown[] | undefined {
  const inner = treeOf(treeOf(node)['TypeCast'])['arg'];
  if (inner !== undefined) return elementsOf(inner);
  const array = treeOf(node)['A_ArrayExpr'];
  return array === undefined ? undefined : listOf(treeOf(array)['elements']);
}

function isNull(node: unknown): boolean {
  const { constant } = ofNode(node);
  return constant !== undefined && constant.value === undefined;
}

/** `{ ival: { ival: 1 } }`; the tree leaves zero, false and the empty text out. */
function valueOf(tree: Tree): Constant['value'] {
  const empty = { ival: 0, fval: '0', boolval: false, sval: '', bsval: '' } as const;
  for (const [kind, missing] of Object.entries(empty)) {
    if (!(kind in tree)) continue;
    const value = treeOf(tree[kind])[kind] ?? missing;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  }
  return undefined;
}

function typeOf({ names, typmods, arrayBounds }: Tree): string {
  const numbers = listOf(typmods).map((one) => String(ofNode(one).constant?.value));
  return `${lastName(names)}${numbers.length > 0 ? `(${numbers.join()})` : ''}${arrayBounds ? '[]' : ''}`;
}

function lastName(names: unknown): string {
  const name = treeOf(treeOf(listOf(names).at(-1))['String'])['sval'];
  return typeof name === 'string' ? name : '';
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function treeOf(value: unknown): Tree {
  return typeof value === 'object' && value !== null ? (value as Tree) : {};
}
