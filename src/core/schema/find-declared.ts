import type { Declarations, DeclaredIndex, DeclaredTable } from './declarations';

interface Lookup {
  readonly indexes: ReadonlyMap<string, readonly DeclaredIndex[]>;
  readonly tables: ReadonlyMap<string, readonly DeclaredTable[]>;
}

/** One per reading of a schema, made at the first question and gone with the declarations. */
const lookups = new WeakMap<Declarations, Lookup>();

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
  const named = lookup(declarations).indexes.get(name) ?? [];
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
  return inSchema(lookup(declarations).tables.get(table) ?? [], schema);
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

function lookup(declarations: Declarations): Lookup {
  const known = lookups.get(declarations);
  if (known !== undefined) return known;
  const made = {
    indexes: groupBy(declarations.indexes, (index) => [index.name, ...(index.alsoNamed ?? [])]),
    tables: groupBy(declarations.tables, (table) => [table.table]),
  };
  lookups.set(declarations, made);
  return made;
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
