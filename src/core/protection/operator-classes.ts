import type { FieldType } from '../prisma-schema/field-type';

/**
 * How operator classes name the types of Prisma's fields: by scalar type, then by native type (`''` where the schema
 * names none). Source: `validations.rs` of the PostgreSQL connector in Prisma's engines; the engine's tests try each.
 */
const families: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map([
  [
    'String',
    {
      '': 'text',
      Text: 'text',
      VarChar: 'text',
      Char: 'bpchar',
      Bit: 'bit',
      VarBit: 'varbit',
      Uuid: 'uuid',
      Inet: 'inet',
    },
  ],
  ['Int', { '': 'int4', Integer: 'int4', SmallInt: 'int2', Oid: 'oid' }],
  ['BigInt', { '': 'int8', BigInt: 'int8' }],
  ['Float', { '': 'float8', DoublePrecision: 'float8', Real: 'float4' }],
  ['Decimal', { '': 'numeric', Decimal: 'numeric' }],
  ['Bytes', { '': 'bytea', ByteA: 'bytea' }],
  [
    'DateTime',
    {
      '': 'timestamp',
      Timestamp: 'timestamp',
      Timestamptz: 'timestamptz',
      Date: 'date',
      Time: 'time',
      Timetz: 'timetz',
    },
  ],
]);

function familyOf({ type, native, list }: FieldType): string | undefined {
  return list ? undefined : families.get(type)?.[native ?? ''];
}

function isJsonb({ type, native, list }: FieldType): boolean {
  return type === 'Json' && !list && (native === undefined || native === 'JsonB');
}

/** Whether Prisma takes a field into an index of this method without an operator class. */
function hasDefault(method: string, field: FieldType): boolean {
  if (field.unsupported !== undefined) return true;
  const family = familyOf(field);
  switch (method) {
    case 'gin':
      return field.list || isJsonb(field);
    case 'spgist':
      return family === 'inet' || family === 'text';
    case 'brin':
      return family !== undefined;
    default:
      return method !== 'gist';
  }
}

const brinClass =
  /^(?:(?:date|float4|float8|inet|int2|int4|int8|numeric|oid|timestamp|timestamptz|time|timetz|uuid)_(?:minmax|minmax_multi|bloom)|(?:bpchar|bytea|text)_(?:minmax|bloom)|(?:bit|varbit)_minmax|inet_inclusion)_ops$/;

/** For operator classes that Prisma has a name for, whether it takes the field with it; undefined for others. */
function takesField(method: string, opclass: string, field: FieldType): boolean | undefined {
  const family = familyOf(field);
  switch (`${method} ${opclass}`) {
    case 'gin array_ops':
      return field.list;
    case 'gin jsonb_ops':
    case 'gin jsonb_path_ops':
      return isJsonb(field);
    case 'gist inet_ops':
    case 'spgist inet_ops':
      return family === 'inet';
    case 'spgist text_ops':
      return family === 'text';
    default:
      if (method !== 'brin' || !brinClass.test(opclass)) return undefined;
      return family !== undefined && opclass.startsWith(`${family}_`);
  }
}

/** `jsonb_path_ops` → `JsonbPathOps`. */
function prismaName(opclass: string): string {
  return opclass
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
    .replace('Minmax', 'MinMax')
    .replace('Varbit', 'VarBit')
    .replace(/(?<=Time(?:stamp)?)tz/, 'Tz');
}

/**
 * What a key of a declared index says of its operator class: `ops: raw("gin_trgm_ops")`, or nothing for the default.
 * Where Prisma has a name of its own, `raw` would make it rebuild the index again and again.
 *
 * @param opclass undefined for the type's default
 * @returns undefined where Prisma refuses the field in such an index
 */
export function operatorClassArgument(
  method: string,
  opclass: string | undefined,
  field: FieldType,
): string | undefined {
  if (opclass === undefined) return hasDefault(method, field) ? '' : undefined;
  const takes = takesField(method, opclass, field);
  if (takes === undefined) return `ops: raw(${JSON.stringify(opclass)})`;
  return takes ? `ops: ${prismaName(opclass)}` : undefined;
}
