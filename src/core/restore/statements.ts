import type { CatalogueTable } from '../database/tables';
import type { CreateIndexText } from '../ledger/create-index-text';
import { byteLength, cutToBytes, maxNameBytes, quoteName } from '../sql/names';
import type { RestoreStatement } from './plan';
import { isSmall } from './table-size';

/** A name, with its schema where it has one. */
export function qualifiedName(schema: string | undefined, name: string): string {
  return schema === undefined ? quoteName(name) : `${quoteName(schema)}.${quoteName(name)}`;
}

/**
 * Whether an index on the table is to be built while writers go on: always where others use the database, whatever size was
 * counted last. PostgreSQL cannot do that on a partitioned table.
 */
function buildsConcurrently(table: CatalogueTable, isShared: boolean): boolean {
  return table.kind !== 'partitioned table' && (isShared || !isSmall(table));
}

/** Builds the index under a name that nothing has. */
export function createStatements(
  create: CreateIndexText,
  table: CatalogueTable,
  name: string,
  {
    ifNotExists = false,
    isShared = false,
  }: { readonly ifNotExists?: boolean; readonly isShared?: boolean } = {},
): RestoreStatement[] {
  const concurrently = buildsConcurrently(table, isShared);
  return [{ sql: create.write({ name, concurrently, ifNotExists }), isConcurrent: concurrently }];
}

/** Builds an invalid index anew in its place. */
export function reindexStatements(schema: string | undefined, name: string): RestoreStatement[] {
  return [{ sql: `REINDEX INDEX CONCURRENTLY ${qualifiedName(schema, name)}`, isConcurrent: true }];
}

/**
 * Builds the index beside the one that has its name, then drops that one and gives the name to the new one. The last
 * two belong into one transaction.
 *
 * @param ifExists where a database may lack the imposter
 */
export function swapStatements(
  create: CreateIndexText,
  table: CatalogueTable,
  { schema, name, buildName, ifExists = false, isShared = false }: SwapNames,
): RestoreStatement[] {
  const drop = `DROP INDEX ${ifExists ? 'IF EXISTS ' : ''}${qualifiedName(schema, name)}`;
  const rename = `ALTER INDEX ${qualifiedName(schema, buildName)} RENAME TO ${quoteName(name)}`;
  return [
    ...createStatements(create, table, buildName, { isShared }),
    { sql: drop, isConcurrent: false },
    { sql: rename, isConcurrent: false },
  ];
}

export interface SwapNames {
  readonly schema: string | undefined;
  readonly name: string;
  readonly buildName: string;
  readonly ifExists?: boolean;
  readonly isShared?: boolean;
}

/** A name beside the index's own that nothing has. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  for (let number = 1; ; number++) {
    const ending = `_restored${number === 1 ? '' : number}`;
    const candidate = cutToBytes(name, maxNameBytes - byteLength(ending)) + ending;
    if (!isTaken(candidate)) return candidate;
  }
}
