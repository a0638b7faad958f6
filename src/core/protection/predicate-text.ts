import { unlessTooDeep } from '../unless-too-deep';
import { isEnum, type FieldType } from '../prisma-schema/field-type';

type FieldOf = (column: string) => FieldType | undefined;

/** Words that PostgreSQL's own reprint puts in quotes where they name a column. */
const quoted = new Set(
  (
    'all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast ' +
    'char character check coalesce collate collation column concurrently constraint create cross dec decimal default ' +
    'deferrable desc distinct do else end except exists extract false fetch float for foreign freeze from full grant ' +
    'greatest group grouping having ilike in initially inner inout int integer intersect interval into is isnull join ' +
    'json lateral leading least left like limit localtime localtimestamp national natural nchar none normalize not ' +
    'notnull null nullif numeric offset on only or order out outer overlaps overlay placing position precision primary ' +
    'real references returning right row select setof similar smallint some substring symmetric table tablesample then ' +
    'time timestamp to trailing treat trim true union unique user using values varchar variadic verbose when where ' +
    'window with'
  ).split(' '),
);

function nameText(name: string): string {
  const bare = /^[a-z_][a-z0-9_$]*$/.test(name) && !quoted.has(name);
  const keyword = /^(?:current|session|system|json|xml|merge)/.test(name);
  return bare && !keyword ? name : `"${name.replaceAll('"', '""')}"`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Follows keys (and positions in lists) into a tree. */
function at(tree: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((node, step) => {
    if (typeof step === 'number') return Array.isArray(node) ? (node[step] as unknown) : undefined;
    return isRecord(node) ? node[step] : undefined;
  }, tree);
}

function listAt(tree: unknown, ...path: readonly string[]): readonly unknown[] {
  const list = at(tree, ...path);
  return Array.isArray(list) ? list : [];
}

/** Takes a cast to this type off. */
function uncast(tree: unknown, type: string): unknown {
  const names = listAt(tree, 'TypeCast', 'typeName', 'names');
  return names.length > 0 && at(names, names.length - 1, 'String', 'sval') === type
    ? at(tree, 'TypeCast', 'arg')
    : tree;
}

/** A column on the left of a comparison, and how PostgreSQL writes constants beside it. */
interface Operand {
  readonly text: string;
  readonly operators: readonly string[];
  /** Undefined where the constant is none whose form is certain. */
  readonly constant: (tree: unknown) => string | undefined;
  /** What PostgreSQL puts behind a single constant. */
  readonly cast: string;
  /** The right side of `= ANY`. */
  readonly anyOf: ((constants: readonly string[]) => string) | undefined;
}

const ordered = ['=', '<>', '<', '<=', '>', '>='];
const equal = ['=', '<>'];

function stringText(tree: unknown): string | undefined {
  const value = at(tree, 'A_Const', 'sval', 'sval') ?? (at(tree, 'A_Const', 'sval') && '');
  // A backslash or a line break has more than one way to be written.
  return typeof value === 'string' && /^[^\\\p{Cc}]*$/u.test(value)
    ? `'${value.replaceAll("'", "''")}'`
    : undefined;
}

function integerText(tree: unknown): string | undefined {
  const value = at(tree, 'A_Const', 'ival', 'ival') ?? (at(tree, 'A_Const', 'ival') && 0);
  if (typeof value !== 'number') return undefined;
  return value < 0 ? `'${value}'::integer` : String(value);
}

function booleanText(tree: unknown): string | undefined {
  const value = at(tree, 'A_Const', 'boolval');
  return value === undefined ? undefined : String(at(value, 'boolval') === true);
}

/** Strings go by their native type, and their constants may be cast to text already. */
function stringOperand(name: string, native: string | undefined): Operand | undefined {
  const constant = (tree: unknown) => stringText(uncast(tree, 'text'));
  const array = (constants: readonly string[], type: string) =>
    `ARRAY[${constants.map((text) => `${text}::${type}`).join(', ')}]`;
  const shared = { operators: ordered, constant, cast: '::text' };
  if (native === 'VarChar') {
    const anyOf = (constants: readonly string[]) => `((${array(constants, 'character varying')})::text[])`;
    return { ...shared, text: `(${name})::text`, anyOf };
  }
  if (native !== undefined && native !== 'Text') return undefined;
  return { ...shared, text: name, anyOf: (constants) => `(${array(constants, 'text')})` };
}

function operandOf(tree: unknown, fieldOf: FieldOf): Operand | undefined {
  const column = at(uncast(tree, 'text'), 'ColumnRef');
  const field = typeof column === 'string' ? fieldOf(column) : undefined;
  if (typeof column !== 'string' || !field || field.list) return undefined;
  const { type, native } = field;
  const text = nameText(column);
  if (type === 'String') return stringOperand(text, native);
  if (at(tree, 'ColumnRef') === undefined) return undefined;
  const plain = { text, cast: '', anyOf: undefined };
  if (type === 'Boolean') return { ...plain, operators: equal, constant: booleanText };
  if (type === 'BigInt' || (type === 'Int' && native === 'SmallInt')) {
    return { ...plain, operators: ordered, constant: integerText };
  }
  if (type === 'Int' && (native === undefined || native === 'Integer')) {
    const anyOf = (constants: readonly string[]) => `(ARRAY[${constants.join(', ')}])`;
    return { ...plain, operators: ordered, constant: integerText, anyOf };
  }
  if (!isEnum(field)) return undefined;
  // PostgreSQL would add the enum's name, which Prisma does not compare.
  return {
    ...plain,
    operators: equal,
    constant: (value) => stringText(at(value, 'TypeCast', 'arg') ?? value),
  };
}

function comparisonText(tree: unknown, fieldOf: FieldOf): string | undefined {
  const operator = at(tree, 'name', 0, 'String', 'sval');
  const operand = operandOf(at(tree, 'lexpr'), fieldOf);
  if (!operand || typeof operator !== 'string') return undefined;
  const isIn = at(tree, 'kind') === 'AEXPR_IN' && operator === '=';
  const isPlain = at(tree, 'kind') === 'AEXPR_OP' && operand.operators.includes(operator);
  if (!isIn && !isPlain) return undefined;
  const trees = isIn ? listAt(tree, 'rexpr', 'List', 'items') : [at(tree, 'rexpr')];
  const constants = trees.flatMap((constant) => operand.constant(constant) ?? []);
  const [first] = constants;
  if (first === undefined || constants.length < trees.length) return undefined;
  if (constants.length === 1) return `${operand.text} ${operator} ${first}${operand.cast}`;
  return operand.anyOf && `${operand.text} = ANY ${operand.anyOf(constants)}`;
}

const tests: ReadonlyMap<unknown, string> = new Map([
  ['IS_NULL', 'IS NULL'],
  ['IS_NOT_NULL', 'IS NOT NULL'],
  ['IS_TRUE', 'IS TRUE'],
  ['IS_NOT_TRUE', 'IS NOT TRUE'],
  ['IS_FALSE', 'IS FALSE'],
  ['IS_NOT_FALSE', 'IS NOT FALSE'],
]);

function testText(tree: unknown, test: unknown, fieldOf: FieldOf): string | undefined {
  const column = at(tree, 'arg', 'ColumnRef');
  const words = tests.get(test);
  return typeof column === 'string' && fieldOf(column) && words ? `${nameText(column)} ${words}` : undefined;
}

function groupText(tree: unknown, fieldOf: FieldOf): string | undefined {
  const texts = listAt(tree, 'args').map((part) => {
    const text = textOf(part, fieldOf);
    return text === undefined || at(part, 'ColumnRef') !== undefined ? text : `(${text})`;
  });
  const known = texts.filter((text) => text !== undefined);
  if (known.length < texts.length) return undefined;
  switch (at(tree, 'boolop')) {
    case 'AND_EXPR':
      return known.join(' AND ');
    case 'OR_EXPR':
      return known.join(' OR ');
    case 'NOT_EXPR':
      return `NOT ${known.join('')}`;
    default:
      return undefined;
  }
}

function textOf(tree: unknown, fieldOf: FieldOf): string | undefined {
  if (!isRecord(tree)) return undefined;
  const { ColumnRef, NullTest, BooleanTest, BoolExpr, A_Expr } = tree;
  if (typeof ColumnRef === 'string') {
    return fieldOf(ColumnRef)?.type === 'Boolean' ? nameText(ColumnRef) : undefined;
  }
  if (NullTest !== undefined) return testText(NullTest, at(NullTest, 'nulltesttype'), fieldOf);
  if (BooleanTest !== undefined) return testText(BooleanTest, at(BooleanTest, 'booltesttype'), fieldOf);
  if (BoolExpr !== undefined) return groupText(BoolExpr, fieldOf);
  return A_Expr === undefined ? undefined : comparisonText(A_Expr, fieldOf);
}

/**
 * A predicate as PostgreSQL itself writes it, which is the form that Prisma compares with: another text for the same
 * predicate would make it rebuild the index again and again.
 *
 * @param predicate a tree, as definitions keep it
 * @returns undefined for any but the simple shapes whose form is certain: tests for null and truth, comparisons of a
 * column with constants, AND, OR and NOT
 */
export function predicateText(predicate: string, fieldOf: FieldOf): string | undefined {
  return unlessTooDeep(() => textOf(JSON.parse(predicate), fieldOf));
}
