import type { Declarations, DeclaredIndex, DeclaredTable } from './declarations';

/** One for each reading of a schema, made at the first question and gone with the declarations. */
const indexesByName = new WeakMap<Declarations, ReadonlyMap<string, readonly DeclaredIndex[]>>();
const tablesByName = new WeakMap<Declarations, ReadonlyMap<string, readonly DeclaredTable[]>>();

/**
 * The declared index of that name in the database, unquoted and cut at 63 bytes; its name of today comes before one
 * from Prisma 2. A model without `@@schema` may lie in any schema. Where `schema` is not known, the first index of that
 * name counts, but one without `@@schema` comes first.
 */
export function findDeclared(
  declarations: Declarations,
  name: string,
  schema?: string,
): DeclaredIndex | undefined {
  if (!declarations.mayDeclare(name)) return undefined;
  const named = indexesOf(declarations).get(name) ?? [];
  return (
    inSchema(
      named.filter((index) => index.name === name),
      schema,
    ) ?? inSchema(named, schema)
  );
}

/** The declared table of that name in the database; `schema` as for an index. */
export function findDeclaredTable(
  declarations: Declarations,
  table: string,
  schema?: string,
): DeclaredTable | undefined {
  return inSchema(tablesOf(declarations).get(table) ?? [], schema);
}

function inSchema<T extends { readonly schema: string | undefined }>(
  candidates: readonly T[],
  schema: string | undefined,
): T | undefined {
  return (
    candidates.find((candidate) => candidate.schema === schema) ??
    candidates.find((candidate) => candidate.schema === undefined || schema === undefined)
  );
}

function indexesOf(declarations: Declarations) {
  const groups =
    indexesByName.get(declarations) ??
    groupBy(declarations.indexes, ({ name, alsoNamed = [] }) => [name, ...alsoNamed]);
  indexesByName.set(declarations, groups);
  return groups;
}

function tablesOf(declarations: Declarations) {
  const groups = tablesByName.get(declarations) ?? groupBy(declarations.tables, ({ table }) => [table]);
  tablesByName.set(declarations, groups);
  return groups;
}

function groupBy<T>(items: readonly T[], keys: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keys(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
}
