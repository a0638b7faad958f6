import type { Postgres } from './postgres';

/** What PostgreSQL's catalogue says of something that stands on a table. */
export interface CatalogueObject {
  readonly kind: string;
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly mode: string;
  /** Schema and name of the function that a trigger calls. */
  readonly calls: string | null;
  /** What makes it, as PostgreSQL prints that. */
  readonly definition: string;
  /** The names in statements. */
  readonly quotedTable: string;
  readonly quotedName: string;
}

const ours = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

const ofTable = `n.nspname AS schema, c.relname AS "table", quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS "quotedTable"`;

const tables = `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND ${ours}`;

// What a partition has of its partitioned table comes and goes with that.
const objectsSql = `
  SELECT CASE con.contype WHEN 'c' THEN 'check' WHEN 'x' THEN 'exclude' ELSE 'deferrable' END AS kind, ${ofTable},
    con.conname AS name, CASE WHEN con.convalidated OR NOT con.conenforced THEN 'usual' ELSE 'not valid' END AS mode,
    NULL AS calls, pg_get_constraintdef(con.oid) AS definition, quote_ident(con.conname) AS "quotedName"
  FROM pg_constraint con JOIN ${tables} ON c.oid = con.conrelid
  WHERE (con.contype IN ('c', 'x') OR (con.contype IN ('f', 'u', 'p') AND con.condeferrable))
    AND con.conislocal AND con.conparentid = 0
  UNION ALL
  SELECT 'trigger', ${ofTable}, t.tgname,
    CASE t.tgenabled WHEN 'O' THEN 'usual' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' ELSE 'always' END,
    pn.nspname || '.' || p.proname, pg_get_triggerdef(t.oid) || t.tgenabled::text, quote_ident(t.tgname)
  FROM pg_trigger t JOIN ${tables} ON c.oid = t.tgrelid
  JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace pn ON pn.oid = p.pronamespace
  WHERE NOT t.tgisinternal AND t.tgparentid = 0
  UNION ALL
  SELECT 'policy', ${ofTable}, p.polname, 'usual', NULL,
    (SELECT pp::text FROM pg_policies pp
      WHERE pp.policyname = p.polname AND pp.tablename = c.relname AND pp.schemaname = n.nspname),
    quote_ident(p.polname)
  FROM pg_policy p JOIN ${tables} ON c.oid = p.polrelid
  UNION ALL
  SELECT 'row level security', ${ofTable}, c.relname,
    CASE WHEN NOT c.relrowsecurity THEN 'not enabled' WHEN c.relforcerowsecurity THEN 'forced' ELSE 'usual' END,
    NULL, concat_ws(' ', c.relrowsecurity, c.relforcerowsecurity), ''
  FROM ${tables} WHERE c.relrowsecurity OR c.relforcerowsecurity`;

/** Everything of the kinds that the ledger follows on tables. */
export function objectsOf(postgres: Postgres): Promise<CatalogueObject[]> {
  return postgres.rows<CatalogueObject>(objectsSql);
}

const freeSql = `
  SELECT CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END || ' ' || n.nspname || '.' || p.proname || '(' ||
    replace(oidvectortypes(p.proargtypes), 'timestamp without time zone', 'timestamp') || ')' AS name
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND ${ours}
  WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  UNION ALL
  SELECT CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' ELSE 'sequence ' END
    || n.nspname || '.' || c.relname FROM ${tables} AND c.relkind IN ('v', 'm', 'S')
  UNION ALL
  SELECT 'domain ' || n.nspname || '.' || t.typname FROM pg_type t
  JOIN pg_namespace n ON n.oid = t.typnamespace AND ${ours} WHERE t.typtype = 'd'`;

/** Kind and name of routines, views, sequences and domains. */
export async function freeObjectsOf(postgres: Postgres): Promise<string[]> {
  return (await postgres.rows<{ name: string }>(freeSql)).map(({ name }) => name);
}
