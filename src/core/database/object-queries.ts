/** Outside PostgreSQL's own schemas. */
const ownSchemas = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

const ofTable = (oid: string): string =>
  `pg_catalog.pg_class c ON c.oid = ${oid} JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`;

/** Each gives kind, schema, "table", name, mode, "isDeferrable" and calls. */
const queries = [
  `SELECT CASE k.contype WHEN 'c' THEN 'check' WHEN 'x' THEN 'exclude' ELSE 'deferrable' END, n.nspname, c.relname, k.conname,
     CASE WHEN k.convalidated THEN 'usual' ELSE 'not valid' END, k.condeferrable, NULL
   FROM pg_catalog.pg_constraint k JOIN ${ofTable('k.conrelid')}
   WHERE ${ownSchemas} AND k.contype IN ('c', 'x', 'p', 'u', 'f')`,
  `SELECT 'trigger', n.nspname, c.relname, t.tgname,
     CASE t.tgenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' ELSE 'usual' END,
     t.tgdeferrable, p.proname
   FROM pg_catalog.pg_trigger t JOIN ${ofTable('t.tgrelid')} JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
   WHERE ${ownSchemas} AND NOT t.tgisinternal`,
  `SELECT 'policy', n.nspname, c.relname, p.polname, 'usual', false, NULL
   FROM pg_catalog.pg_policy p JOIN ${ofTable('p.polrelid')} WHERE ${ownSchemas}`,
  `SELECT 'row level security', n.nspname, c.relname, c.relname,
     CASE WHEN c.relforcerowsecurity THEN CASE WHEN c.relrowsecurity THEN 'forced' ELSE 'not enabled' END ELSE 'usual' END,
     false, NULL
   FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE ${ownSchemas} AND (c.relrowsecurity OR c.relforcerowsecurity)`,
  `SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'sequence' END, n.nspname, NULL, c.relname,
     'usual', false, NULL
   FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE ${ownSchemas} AND c.relkind IN ('v', 'm', 'S')`,
  // Triggers may call functions of PostgreSQL itself, and of extensions.
  `SELECT CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END, n.nspname, NULL, p.proname, 'usual', false, NULL
   FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
   WHERE (${ownSchemas} AND p.prokind <> 'a') OR p.prorettype = 'pg_catalog.trigger'::pg_catalog.regtype`,
  `SELECT 'extension', n.nspname, NULL, x.extname, 'usual', false, NULL
   FROM pg_catalog.pg_extension x JOIN pg_catalog.pg_namespace n ON n.oid = x.extnamespace`,
  `SELECT 'domain', n.nspname, NULL, t.typname, 'usual', false, NULL
   FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
   WHERE ${ownSchemas} AND t.typtype = 'd'`,
];

/**
 * Everything that can be a CatalogueObject, in no order. What would wait for a lock on a table is not asked: PostgreSQL opens
 * it to print an expression.
 */
export const objectsQuery = `
  SELECT q.kind::text AS kind, q.schema::text AS schema, q."table"::text AS "table", q.name::text AS name,
    q.mode::text AS mode, q."isDeferrable", q.calls::text AS calls
  FROM (${queries.join('\nUNION ALL\n')}) AS q(kind, schema, "table", name, mode, "isDeferrable", calls)`;
