import { typeName } from '../../sql/column-type';
import { quoteName } from '../../sql/names';

/** Types among which PostgreSQL compares without a word of the writer's. */
export type Family =
  'text' | 'number' | 'boolean' | 'date' | 'timestamp' | 'timestamptz' | 'uuid' | 'json' | 'bytea' | 'enum';

/** A type whose operators are known. */
export interface KnownType {
  readonly family: Family;
  /** As PostgreSQL's messages name it. */
  readonly label: string;
  /** `varchar` has no operators of its own: PostgreSQL casts it to text. */
  readonly asText: boolean;
}

/** What PostgreSQL calls the types, by the names that people and its grammar write. */
const builtIn: ReadonlyMap<string, readonly [Family, string]> = new Map<string, readonly [Family, string]>([
  ['text', ['text', 'text']],
  ['varchar', ['text', 'character varying']],
  ['smallint', ['number', 'smallint']],
  ['int2', ['number', 'smallint']],
  ['int', ['number', 'integer']],
  ['integer', ['number', 'integer']],
  ['int4', ['number', 'integer']],
  ['serial', ['number', 'integer']],
  ['bigint', ['number', 'bigint']],
  ['int8', ['number', 'bigint']],
  ['bigserial', ['number', 'bigint']],
  ['numeric', ['number', 'numeric']],
  ['decimal', ['number', 'numeric']],
  ['real', ['number', 'real']],
  ['float4', ['number', 'real']],
  ['double', ['number', 'double precision']],
  ['float8', ['number', 'double precision']],
  ['boolean', ['boolean', 'boolean']],
  ['bool', ['boolean', 'boolean']],
  ['date', ['date', 'date']],
  ['timestamp', ['timestamp', 'timestamp without time zone']],
  ['timestamptz', ['timestamptz', 'timestamp with time zone']],
  ['uuid', ['uuid', 'uuid']],
  ['json', ['json', 'json']],
  ['jsonb', ['json', 'jsonb']],
  ['bytea', ['bytea', 'bytea']],
]);

/** What there is to know of a type; undefined for one that may be a domain or an extension's, and for an array. */
export function knownType(type: string | undefined, enums: ReadonlySet<string>): KnownType | undefined {
  if (type === undefined || type.endsWith('[]')) return undefined;
  const name = typeName(type);
  if (enums.has(name)) {
    const label = /^[a-z_][a-z0-9_]*$/.test(name) ? name : quoteName(name);
    return { family: 'enum', label, asText: false };
  }
  const found = builtIn.get(name);
  return found && { family: found[0], label: found[1], asText: name === 'varchar' };
}

export const text: KnownType = { family: 'text', label: 'text', asText: false };
export const integer: KnownType = { family: 'number', label: 'integer', asText: false };
export const numeric: KnownType = { family: 'number', label: 'numeric', asText: false };

/** The families of dates, among which there are operators that no index may use. */
const dates: ReadonlySet<Family> = new Set(['date', 'timestamp', 'timestamptz']);

/** What PostgreSQL says to a comparison of the types in an index; undefined where it has one, or may have. */
export function refusedComparison(left: KnownType, operator: string, right: KnownType): string | undefined {
  const sameFamily = left.family === right.family;
  if (sameFamily && (left.family !== 'enum' || left.label === right.label)) return undefined;
  if (dates.has(left.family) && dates.has(right.family)) {
    return left.family === 'date' && right.family === 'timestamptz' ? immutable : undefined;
  }
  return noOperator(left, operator, right);
}

/** Numbers are cast to those of a type that stands further back; what stands together has operators of its own. */
const ranks: readonly (readonly string[])[] = [
  ['smallint', 'integer', 'bigint'],
  ['numeric'],
  ['real', 'double precision'],
];

/** The type to which PostgreSQL casts a number to compare it with another; undefined where it need not. */
export function castTo(type: KnownType, other: KnownType): KnownType | undefined {
  const rankOf = ({ label }: KnownType): number => ranks.findIndex((labels) => labels.includes(label));
  return type.family === 'number' && other.family === 'number' && rankOf(type) < rankOf(other)
    ? other
    : undefined;
}

/** What PostgreSQL says to a cast that an index has to a type of numbers; it reads a text as one. */
export function refusedCast(type: KnownType, to: KnownType): string | undefined {
  const isTaken = ['number', 'text'].includes(type.family) || type.label === 'jsonb';
  return isTaken ? undefined : `cannot cast type ${type.label} to ${to.label}`;
}

/** What a function or an operator must be that an index uses. */
export const immutable = 'functions in index predicate must be marked IMMUTABLE';

export function noOperator(left: KnownType, operator: string, right: KnownType): string {
  return `operator does not exist: ${left.label} ${operator} ${right.label}`;
}

/** Whether a cast of the type to text depends on settings or on the catalog, so that no index may use it. */
export function castsToTextBySettings({ family }: KnownType): boolean {
  return family === 'enum' || dates.has(family);
}
