import type { ObjectRecord } from '../ledger/object-record';
import { relationName } from '../ledger/records';
import type { Declarations, DeclaredObject } from '../prisma-schema/declarations';
import { wirePrefix } from '../prisma-schema/wire-names';

/** Something on a table, by the names that the database uses. */
interface OnTable {
  readonly kind: string;
  /** Undefined where it is not known. */
  readonly schema?: string | undefined;
  readonly table: string | undefined;
  readonly name: string;
}

/** Whether a contract declares what stands on a table. A schema of Prisma 7 or before declares no such thing. */
export function declaresObject(
  declarations: Pick<Declarations, 'objects'>,
  { table, ...object }: Pick<ObjectRecord, 'kind' | 'name' | 'schema' | 'table'>,
): boolean {
  return declaresOnTable(declarations, { ...object, table: relationName(table) });
}

/** The same of what a catalogue or a statement names. */
export function declaresOnTable(
  { objects }: Pick<Declarations, 'objects'>,
  { kind, name, schema, table }: OnTable,
): boolean {
  const isNamed = (one: DeclaredObject): boolean =>
    one.name === name || (one.isPrefix && one.name === wirePrefix(name));
  return objects.some(
    (one) =>
      one.kind === kind &&
      one.table === table &&
      (one.schema === undefined || schema === undefined || one.schema === schema) &&
      // Of row level security a table has one.
      (kind === 'row level security' || isNamed(one)),
  );
}
