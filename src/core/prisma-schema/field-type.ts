import type { Field } from './blocks';

/** What a field holds, as the schema says it. */
export interface FieldType {
  /** Prisma's type: `String`, an enum's name, `Unsupported`. */
  readonly type: string;
  readonly list: boolean;
  /** `VarChar` of `@db.VarChar(20)`. */
  readonly native: string | undefined;
  /** `vector(384)` of `Unsupported("vector(384)")`. */
  readonly unsupported: string | undefined;
}

/** The field of a column. */
export interface ColumnField extends FieldType {
  readonly name: string;
}

/** Reads the type of a field of `text`; undefined where it is still to come. */
export function fieldTypeOf(field: Field, text: string): FieldType | undefined {
  const { type, list, attributes, range } = field;
  if (type === undefined) return undefined;
  // The datasource may have another name than `db`.
  const native = attributes.map(({ name }) => name.split('.')).find((parts) => parts.length === 2)?.[1];
  const unsupported = /\bUnsupported\("([^"]*)"\)/.exec(text.slice(range.start, range.end))?.[1];
  return { type, list, native, unsupported: type === 'Unsupported' ? (unsupported ?? '') : undefined };
}

const scalars = new Set('String Int BigInt Float Decimal Boolean DateTime Json Bytes Unsupported'.split(' '));

/** Whether the field of a column is of an enum; relations have no column. */
export function isEnum({ type }: FieldType): boolean {
  return !scalars.has(type);
}
