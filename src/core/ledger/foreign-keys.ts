import type { ColumnRename } from './definition';
import type { Ledger } from './ledger';
import type { RelationKey } from './records';

/** A foreign key that cannot wait, as Prisma makes them: known so that it can be told when it comes to be deferrable. */
export interface ForeignKey {
  readonly id: number;
  readonly table: RelationKey;
  /** Undefined where PostgreSQL chose it. */
  readonly name: string | undefined;
  readonly columns: readonly string[];
}

/** Takes those away that a table has, or those of one column or name. */
export function dropForeignKeys(
  { foreignKeys }: Ledger,
  table: RelationKey,
  which: { readonly column?: string; readonly name?: string } = {},
): void {
  for (const { id, name, columns } of foreignKeys.on(table)) {
    const isOfColumn = which.column === undefined || columns.includes(which.column);
    if (isOfColumn && (which.name === undefined || which.name === name)) foreignKeys.remove(id);
  }
}

export function moveForeignKeys({ foreignKeys }: Ledger, from: RelationKey, to: RelationKey): void {
  for (const foreignKey of foreignKeys.on(from)) foreignKeys.put({ ...foreignKey, table: to });
}

export function renameForeignKeyColumns(
  { foreignKeys }: Ledger,
  table: RelationKey,
  { from, to }: ColumnRename,
): void {
  for (const foreignKey of foreignKeys.on(table)) {
    if (!foreignKey.columns.includes(from)) continue;
    const columns = foreignKey.columns.map((column) => (column === from ? to : column));
    foreignKeys.put({ ...foreignKey, columns });
  }
}

export function renameForeignKey(
  { foreignKeys }: Ledger,
  table: RelationKey,
  from: string,
  to: string,
): void {
  const known = foreignKeys.on(table).find(({ name }) => name === from);
  if (known) foreignKeys.put({ ...known, name: to });
}
