import { shapeOf, type Shape } from '../../protection/expression-shape';
import { unlessTooDeep } from '../../unless-too-deep';
import type { IndexDefinition } from '../../ledger/definition';
import {
  castsToTextBySettings,
  castTo,
  immutable,
  integer,
  knownType,
  noOperator,
  numeric,
  refusedCast,
  refusedComparison,
  text,
  type Family,
  type KnownType,
} from './type-families';

/** The type of each column of a table that is known. */
type ColumnTypes = Pick<ReadonlyMap<string, string>, 'get'>;

/** The types of a table's columns before and after a statement that changes some. */
export interface TypeChange {
  readonly before: ColumnTypes;
  readonly after: ColumnTypes;
  readonly enums: ReadonlySet<string>;
}

/** What a part of an expression gives, when PostgreSQL builds the index again. */
interface Operand {
  readonly was: KnownType | undefined;
  readonly is: KnownType | undefined;
  /** The type of this column changes. */
  readonly changes: boolean;
}

const comparisons: ReadonlySet<string> = new Set([
  '=',
  '<>',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  'distinct',
  'nullif',
]);
const textOperators: ReadonlySet<string> = new Set(['~~', '!~~', '~~*', '!~~*', '~', '~*', '!~', '!~*']);
const arithmetic: ReadonlySet<string> = new Set(['+', '*', '/', '%']);
const jsonOperators: ReadonlySet<string> = new Set(['->', '->>', '#>', '#>>']);

/** Functions of text, with other families that they are for. */
const textFunctions: ReadonlyMap<string, readonly Family[]> = new Map<string, readonly Family[]>([
  ...['lower', 'upper', 'initcap', 'reverse'].map((name): [string, Family[]] => [name, []]),
  ...['length', 'md5', 'btrim', 'ltrim', 'rtrim'].map((name): [string, Family[]] => [name, ['bytea']]),
  ['to_tsvector', ['json']],
]);

/** Operator classes of text alone. */
const textClasses =
  /^(?:text_pattern_ops|varchar_pattern_ops|bpchar_pattern_ops|gin_trgm_ops|gist_trgm_ops|text_ops|varchar_ops)$/;

/**
 * What PostgreSQL says when it builds an index again with the new types, where that is certain; undefined where it takes
 * the index, or may. It prints the index with a type for each constant, and reads that again: a constant keeps the type
 * that the column had.
 */
export function refusalOfTypeChange(definition: IndexDefinition, change: TypeChange): string | undefined {
  return unlessTooDeep(() => refusalOf(definition, change));
}

function refusalOf(definition: IndexDefinition, change: TypeChange): string | undefined {
  const { predicate, keys, method } = definition;
  for (const { column, expression, opclass } of keys) {
    const refused =
      expression === undefined ? ofKey(column, method, opclass, change) : ofPart(shapeOf(expression), change);
    if (refused !== undefined)
      return refused.replace(immutable, immutable.replace('predicate', 'expression'));
  }
  if (predicate === undefined) return undefined;
  return ofCondition(shapeOf(predicate), change, 'WHERE');
}

/** A column by itself: the new type has no operator class, or not this one. */
function ofKey(
  column: string | undefined,
  method: string,
  opclass: string | undefined,
  { before, after, enums }: TypeChange,
): string | undefined {
  if (column === undefined || before.get(column) === after.get(column)) return undefined;
  const type = knownType(after.get(column), enums);
  if (!type) return undefined;
  if (opclass === undefined) {
    const hasNone = type.label === 'json' && (method === 'btree' || method === 'hash');
    return hasNone ? `data type json has no default operator class for access method "${method}"` : undefined;
  }
  return type.family !== 'text' && textClasses.test(opclass)
    ? `operator class "${opclass}" does not accept data type ${type.label}`
    : undefined;
}

/** A part of which PostgreSQL wants true or false. */
function ofCondition(shape: Shape, change: TypeChange, where: string): string | undefined {
  const { what, parts } = shape;
  if (what === 'and' || what === 'or' || what === 'not') {
    for (const part of parts) {
      const refused = ofCondition(part, change, what.toUpperCase());
      if (refused !== undefined) return refused;
    }
    return undefined;
  }
  const { is, changes } = operandOf(shape, change);
  if (changes && is && is.family !== 'boolean') {
    return `argument of ${where} must be type boolean, not type ${is.label}`;
  }
  return ofPart(shape, change);
}

function ofPart(shape: Shape, change: TypeChange): string | undefined {
  const { what, parts } = shape;
  const own = ofCast(shape, change);
  if (own !== undefined) return own;
  for (const part of parts) {
    const refused = ofPart(part, change);
    if (refused !== undefined) return refused;
  }
  const test = /^BooleanTest booltesttype=(\w+)$/.exec(what)?.[1];
  const [first, second] = parts;
  if (test !== undefined && first) return ofCondition(first, change, test.replaceAll('_', ' '));
  if (what.startsWith('op ') && first && second) return ofOperator(what.slice(3), first, second, change);
  if (what.startsWith('call ')) return ofCall(what.slice(5), parts, change);
  return what.startsWith('CoalesceExpr') ? ofCoalesce(parts, change) : undefined;
}

/** A function of text, which PostgreSQL does not have for the new type. */
function ofCall(name: string, parts: readonly Shape[], change: TypeChange): string | undefined {
  const others = textFunctions.get(name);
  const argument = parts.at(-1);
  if (!others || !argument || parts.length !== (name === 'to_tsvector' ? 2 : 1)) return undefined;
  const { was, is, changes } = operandOf(argument, change);
  if (!changes || was?.family !== 'text' || !is || is.family === 'text') return undefined;
  if (was.asText) return byCast(is);
  const before = name === 'to_tsvector' ? 'regconfig, ' : '';
  return others.includes(is.family) ? undefined : `function ${name}(${before}${is.label}) does not exist`;
}

/** What PostgreSQL has made a cast of, it prints as one; of text to text nothing is left. */
function ofCast(shape: Shape, change: TypeChange): string | undefined {
  if (shape.casts[0] !== 'text') return undefined;
  const { was, is, changes } = operandOf({ ...shape, casts: [] }, change);
  return changes && was && is && was.label !== 'text' ? byCast(is) : undefined;
}

function byCast(type: KnownType): string | undefined {
  return castsToTextBySettings(type) ? immutable : undefined;
}

function ofOperator(operator: string, first: Shape, second: Shape, change: TypeChange): string | undefined {
  const left = asTextOperand(operandOf(first, change));
  const right = asTextOperand(operandOf(second, change));
  const [changed, other, otherShape] = left.changes ? [left, right, second] : [right, left, first];
  const { was, is, changes } = changed;
  if (!changes || !was || !is) return undefined;
  const typed = other.is ?? typeOfConstant(otherShape, was, change);
  if (!typed) return undefined;
  if (was.asText && !isWritten(otherShape)) {
    // The column is cast to text, whatever its type is.
    return comparisons.has(operator) || textOperators.has(operator) ? byCast(is) : undefined;
  }
  const widened = castTo(was, typed);
  if (widened) return refusedCast(is, widened);
  const otherType = castTo(typed, was) ? was : typed;
  const [leftType, rightType] = left.changes ? [is, otherType] : [otherType, is];
  if (comparisons.has(operator)) return refusedComparison(leftType, signOf(operator), rightType);
  const has = (): boolean => {
    if (textOperators.has(operator)) return was.family !== 'text' || is.family === 'text';
    if (arithmetic.has(operator) && was.family === 'number')
      return otherType.family !== 'number' || !isNoNumber(is);
    return true;
  };
  if (jsonOperators.has(operator) && was.family === 'json' && left.changes && is.family !== 'json') {
    return noOperator(is, operator, typeof otherShape.constant?.value === 'number' ? integer : text);
  }
  return has() ? undefined : noOperator(leftType, operator, rightType);
}

/** What adds to no number: dates do. */
function isNoNumber({ family }: KnownType): boolean {
  return ['text', 'boolean', 'uuid', 'enum', 'json'].includes(family);
}

function signOf(operator: string): string {
  if (operator === '!=') return '<>';
  return operator === 'distinct' || operator === 'nullif' ? '=' : operator;
}

/** COALESCE wants types of which one can be brought into the other. */
function ofCoalesce(parts: readonly Shape[], change: TypeChange): string | undefined {
  const operands = parts.map((part) => operandOf(part, change));
  const at = operands.findIndex(({ changes }) => changes);
  const changed = operands[at];
  if (!changed?.is || !changed.was) return undefined;
  for (const [position, part] of parts.entries()) {
    const isBare = part.constant?.type === undefined;
    const constant = typeOfConstant(part, changed.was, change);
    const other =
      operands[position]?.is ?? (isBare && constant?.family === changed.was.family ? changed.was : constant);
    if (position === at || !other || !refusedComparison(changed.is, '=', other)?.startsWith('operator'))
      continue;
    const [one, two] = position < at ? [other, changed.is] : [changed.is, other];
    // PostgreSQL has categories of types, and another sentence within one.
    return categoryOf(one) === categoryOf(two)
      ? `COALESCE could not convert type ${two.label} to ${one.label}`
      : `COALESCE types ${one.label} and ${two.label} cannot be matched`;
  }
  return undefined;
}

function categoryOf({ family }: KnownType): string {
  return ['uuid', 'json', 'bytea'].includes(family) ? 'user-defined' : family;
}

/** A constant without a type of its own took that of the column; a number or a truth value has one. */
function typeOfConstant({ constant }: Shape, was: KnownType, { enums }: TypeChange): KnownType | undefined {
  if (!constant) return undefined;
  const { type, value } = constant;
  if (value === undefined) return undefined;
  if (type !== undefined) {
    const written = knownType(type, enums);
    // Its name may have changed since.
    return written ?? (was.family === 'enum' ? was : undefined);
  }
  if (typeof value === 'boolean') return knownType('bool', enums);
  if (typeof value === 'number') return integer;
  // The tree has numbers with a fraction as text.
  if (was.family === 'number' && /[.e]/i.test(value)) return numeric;
  return was.asText ? text : was;
}

/** Written as a text with a cast to another type than text. */
function isWritten({ constant }: Shape): boolean {
  const type = constant?.type;
  return type !== undefined && type !== 'text' && type !== 'varchar';
}

function operandOf({ what, casts }: Shape, { before, after, enums }: TypeChange): Operand {
  const column = what.startsWith('column ') ? what.slice(7) : undefined;
  if (column === undefined) return { was: undefined, is: undefined, changes: false };
  const [old, now] = [before.get(column), after.get(column)];
  // Of a cast of text to text nothing is left.
  if (casts.some((type) => type !== 'text' || old !== 'text')) {
    const type = knownType(casts.at(-1), enums);
    return { was: type, is: type, changes: false };
  }
  return { was: knownType(old, enums), is: knownType(now, enums), changes: old !== now };
}

/** Of what does not change, its type as an operator sees it. */
function asTextOperand(operand: Operand): Operand {
  const { is, changes } = operand;
  return !changes && is?.asText ? { ...operand, was: text, is: text } : operand;
}
