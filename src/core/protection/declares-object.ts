import type { ObjectRecord } from '../ledger/object-record';
import { relationName } from '../ledger/records';
import type { Declarations, DeclaredObject } from '../prisma-schema/declarations';
import { wirePrefix } from '../prisma-schema/wire-names';

/** Whether a contract declares what stands on a table. A schema of Prisma 7 or before declares no such thing. */
export function declaresObject(
  { objects }: Pick<Declarations, 'objects'>,
  { kind, name, schema, table }: Pick<ObjectRecord, 'kind' | 'name' | 'schema' | 'table'>,
): boolean {
  const isNamed = (one: DeclaredObject): boolean =>
    one.name === name || (one.isPrefix && one.name === wirePrefix(name));
  return objects.some(
    (one) =>
      one.kind === kind &&
      one.table === relationName(table) &&
      (one.schema === undefined || one.schema === schema) &&
      // Of row level security a table has one.
      (kind === 'row level security' || isNamed(one)),
  );
}
