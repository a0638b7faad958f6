import type { IndexDefinition } from '../ledger/definition';
import { qualifiedName } from './statements';

/**
 * A statement that fails where an index is not there, is invalid or is plainly another one. Behind a CREATE INDEX IF NOT
 * EXISTS, which says nothing of what it found.
 *
 * @param table as it is written in the CREATE INDEX
 */
export function checkStatement(
  schema: string | undefined,
  name: string,
  table: { readonly schema: string | undefined; readonly name: string },
  { method, unique, predicate }: IndexDefinition,
): string {
  const regclass = (of: string | undefined, relation: string): string =>
    `to_regclass(${constant(qualifiedName(of, relation))})`;
  const message = `The index ${name} is not what it should be. migration-guard restore shows what to do.`;
  const isPartial = predicate === undefined ? 'IS NULL' : 'IS NOT NULL';
  const body = `
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_am a ON a.oid = c.relam
    WHERE i.indexrelid = ${regclass(schema, name)} AND i.indrelid = ${regclass(table.schema, table.name)}
      AND i.indisvalid AND a.amname = ${constant(method)}
      AND i.indisunique = ${String(unique)} AND i.indpred ${isPartial}
  ) THEN
    RAISE EXCEPTION USING MESSAGE = ${constant(message)};
  END IF;
END
`;
  return doBlock(body);
}

/** A block of PL/pgSQL, quoted by a tag that is not in it. */
function doBlock(body: string): string {
  let tag = '$check$';
  while (body.includes(tag)) tag = tag.replace(/\$$/, '_$');
  return `DO ${tag}${body}${tag}`;
}

/** How the catalogue knows what stands on a table. */
const catalogues = {
  constraint: { from: 'pg_constraint', table: 'conrelid', name: 'conname' },
  trigger: { from: 'pg_trigger', table: 'tgrelid', name: 'tgname' },
  policy: { from: 'pg_policy', table: 'polrelid', name: 'polname' },
} as const;

/** Statements that run only where a table has no such thing. */
export function unlessThere(
  kind: keyof typeof catalogues,
  { schema, table, name }: { schema: string | undefined; table: string; name: string },
  statements: readonly string[],
): string {
  const catalogue = catalogues[kind];
  const relation = `to_regclass(${constant(qualifiedName(schema, table))})`;
  return doBlock(`
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_catalog.${catalogue.from} WHERE ${catalogue.table} = ${relation} AND ${catalogue.name} = ${constant(name)}
  ) THEN
${statements.map((sql) => `    ${sql};\n`).join('')}  END IF;
END
`);
}

/** A string constant; one that holds a backslash means the same whatever standard_conforming_strings says. */
function constant(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}
