import type { IndexDefinition } from '../../ledger/definition';
import type { Ledger } from '../../ledger/ledger';
import { relationName, type IndexRecord } from '../../ledger/records';
import type { DeclaredIndex, Declarations } from '../../prisma-schema/declarations';
import { findDeclared } from '../../prisma-schema/find-declared';

/** Whether the declared index answers what the other one does, and forbids what it forbids. */
function covers({ keys, kind, method, where }: DeclaredIndex, gone: IndexDefinition): boolean {
  if (where !== undefined || (method ?? 'btree') !== gone.method) return false;
  if (gone.include.length > 0 || gone.keys.length > keys.length) return false;
  const isLeading = gone.keys.every(
    ({ column, opclass, collation }, at) =>
      column !== undefined &&
      column === keys[at]?.column &&
      opclass === keys[at].ops?.name &&
      collation === undefined,
  );
  if (!isLeading) return false;
  return !gone.unique || (kind !== 'index' && keys.length === gone.keys.length && !gone.nullsNotDistinct);
}

/**
 * Whether the schema gains an index in the same change that does what a lost one does, and the migration makes one of its
 * name, be it only for some rows: somebody wants that one instead.
 */
export function isTakenOver(
  { schema, name: goneName, table }: IndexRecord,
  definition: IndexDefinition,
  declaredBefore: Declarations,
  declared: Declarations,
  after: Ledger,
): boolean {
  const name = relationName(table);
  // What the schema gains is the lost one itself.
  if (findDeclared(declared, goneName, schema)) return false;
  return declared.indexes.some(
    (index) =>
      index.table === name &&
      (index.schema === undefined || index.schema === schema) &&
      covers(index, definition) &&
      after.index(schema, index.name) !== undefined &&
      findDeclared(declaredBefore, index.name, index.schema) === undefined,
  );
}
