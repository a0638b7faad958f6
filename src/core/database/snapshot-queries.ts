import type { ObjectType } from './schema-snapshot';

/** The version as SchemaSnapshot has it. */
export const serverVersionQuery = `SELECT current_setting('server_version_num')::int AS version`;

/** To be run before snapshotQuery in the same transaction: whatever is printed then carries its schema. */
export const qualifyEverything = `SELECT set_config('search_path', '', true)`;

const ownSchemas = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;
const prismaTable = `'_prisma_migrations'`;

/** Whether an object came with an extension. */
const ofExtension = (catalogue: string, oid: string): string =>
  `EXISTS (SELECT FROM pg_depend e WHERE e.classid = '${catalogue}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`;

/** `"app"."touch_row"`, for a text that others compare. */
const qualified = (schema: string, name: string): string =>
  `quote_ident(${schema}) || '.' || quote_ident(${name})`;

/** The tables, as `c` in the schemas `n`, whose parts are read. What a partition has, it has from its parent. */
const ofTables = `
  JOIN pg_class c ON c.oid = TABLE_OID
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${ownSchemas} AND c.relkind IN ('r', 'p', 'f', 'm', 'v') AND NOT c.relispartition
    AND c.relname <> ${prismaTable} AND NOT ${ofExtension('pg_class', 'c.oid')}`;
const partsOf = (tableOid: string): string => ofTables.replace('TABLE_OID', tableOid);

/** Each gives schema, "table", name and facts; a fact that is null is none. */
const queries: Readonly<Record<ObjectType, string>> = {
  extension: `
    SELECT n.nspname AS schema, NULL AS "table", x.extname AS name, jsonb_build_object('version', x.extversion) AS facts
    FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace WHERE x.extname <> 'plpgsql'`,
  schema: `
    SELECT n.nspname, NULL, n.nspname, '{}'::jsonb FROM pg_namespace n
    WHERE ${ownSchemas} AND NOT ${ofExtension('pg_namespace', 'n.oid')}`,
  enum: `
    SELECT n.nspname, NULL, t.typname, jsonb_build_object('values',
      (SELECT string_agg(quote_literal(v.enumlabel), ', ' ORDER BY v.enumsortorder) FROM pg_enum v WHERE v.enumtypid = t.oid))
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE ${ownSchemas} AND t.typtype = 'e' AND NOT ${ofExtension('pg_type', 't.oid')}`,
  domain: `
    SELECT n.nspname, NULL, t.typname, jsonb_build_object(
      'type', format_type(t.typbasetype, t.typtypmod), 'default', t.typdefault,
      'null', CASE WHEN t.typnotnull THEN 'NOT NULL' END,
      'constraints', (SELECT string_agg(pg_get_constraintdef(k.oid), ' ' ORDER BY k.conname) FROM pg_constraint k
                      WHERE k.contypid = t.oid AND k.contype = 'c'))
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE ${ownSchemas} AND t.typtype = 'd' AND NOT ${ofExtension('pg_type', 't.oid')}`,
  type: `
    SELECT n.nspname, NULL, c.relname, jsonb_build_object('attributes',
      (SELECT string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
       FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${ownSchemas} AND c.relkind = 'c' AND NOT ${ofExtension('pg_type', 'c.reltype')}`,
  sequence: `
    SELECT n.nspname, owner.relname, c.relname, jsonb_build_object(
      'type', format_type(s.seqtypid, NULL), 'start', s.seqstart::text, 'increment', s.seqincrement::text,
      'minimum', s.seqmin::text, 'maximum', s.seqmax::text, 'cache', s.seqcache::text,
      'cycle', CASE WHEN s.seqcycle THEN 'CYCLE' END,
      'owner', ${qualified('own.nspname', 'owner.relname')} || '.' || quote_ident(a.attname))
    FROM pg_sequence s
    JOIN pg_class c ON c.oid = s.seqrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid
      AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
    LEFT JOIN pg_class owner ON owner.oid = d.refobjid
    LEFT JOIN pg_namespace own ON own.oid = owner.relnamespace
    LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    WHERE ${ownSchemas} AND d.deptype IS DISTINCT FROM 'i'
      AND owner.relname IS DISTINCT FROM ${prismaTable} AND NOT ${ofExtension('pg_class', 'c.oid')}`,
  function: `
    SELECT n.nspname, NULL, p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
      jsonb_build_object('definition', pg_get_functiondef(p.oid))
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE ${ownSchemas} AND p.prokind <> 'a' AND NOT ${ofExtension('pg_proc', 'p.oid')}`,
  table: `
    SELECT n.nspname, c.relname, c.relname, jsonb_build_object(
      'kind', CASE c.relkind WHEN 'p' THEN 'partitioned by ' || pg_get_partkeydef(c.oid) WHEN 'f' THEN 'foreign' END,
      'unlogged', CASE WHEN c.relpersistence = 'u' THEN 'UNLOGGED' END,
      'row security', CASE WHEN c.relrowsecurity THEN 'ENABLE' || CASE WHEN c.relforcerowsecurity THEN ', FORCE' ELSE '' END END,
      'partition', CASE WHEN c.relispartition THEN
        (SELECT 'of ' || ${qualified('pn.nspname', 'p.relname')} FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent
         JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE h.inhrelid = c.oid) || ' ' || pg_get_expr(c.relpartbound, c.oid) END)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${ownSchemas} AND c.relkind IN ('r', 'p', 'f') AND c.relname <> ${prismaTable}
      AND NOT ${ofExtension('pg_class', 'c.oid')}`,
  column: `
    SELECT n.nspname, c.relname, a.attname, jsonb_build_object(
      'type', format_type(a.atttypid, a.atttypmod),
      'null', CASE WHEN a.attnotnull THEN 'NOT NULL' END,
      'default', CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,
      'generated', CASE a.attgenerated WHEN '' THEN NULL WHEN 's' THEN pg_get_expr(d.adbin, d.adrelid) || ' STORED'
        ELSE pg_get_expr(d.adbin, d.adrelid) || ' VIRTUAL' END,
      'identity', CASE a.attidentity WHEN 'a' THEN 'ALWAYS' WHEN 'd' THEN 'BY DEFAULT' END,
      'collation', (SELECT ${qualified('cn.nspname', 'co.collname')} FROM pg_collation co
        JOIN pg_namespace cn ON cn.oid = co.collnamespace JOIN pg_type t ON t.oid = a.atttypid
        WHERE co.oid = a.attcollation AND co.oid <> t.typcollation))
    FROM pg_attribute a
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    ${partsOf('a.attrelid')} AND c.relkind IN ('r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped`,
  // Since 18 there is one for every NOT NULL; that is the column's.
  constraint: `
    SELECT n.nspname, c.relname, k.conname, jsonb_build_object('definition', pg_get_constraintdef(k.oid))
    FROM pg_constraint k ${partsOf('k.conrelid')} AND k.contype IN ('p', 'u', 'x', 'f', 'c')`,
  index: `
    SELECT n.nspname, c.relname, ic.relname, jsonb_build_object('definition', pg_get_indexdef(i.indexrelid),
      'invalid', CASE WHEN NOT i.indisvalid THEN 'INVALID' END)
    FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid ${partsOf('i.indrelid')}
      AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))`,
  view: `
    SELECT n.nspname, c.relname, c.relname, jsonb_build_object('definition', pg_get_viewdef(c.oid))
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${ownSchemas} AND c.relkind = 'v' AND NOT ${ofExtension('pg_class', 'c.oid')}`,
  'materialized view': `
    SELECT n.nspname, c.relname, c.relname, jsonb_build_object('definition', pg_get_viewdef(c.oid))
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${ownSchemas} AND c.relkind = 'm' AND NOT ${ofExtension('pg_class', 'c.oid')}`,
  trigger: `
    SELECT n.nspname, c.relname, t.tgname, jsonb_build_object('definition', pg_get_triggerdef(t.oid),
      'fires', CASE t.tgenabled WHEN 'D' THEN 'never' WHEN 'R' THEN 'on replicas' WHEN 'A' THEN 'always' END)
    FROM pg_trigger t ${partsOf('t.tgrelid')} AND NOT t.tgisinternal`,
  policy: `
    SELECT n.nspname, c.relname, p.polname, jsonb_build_object(
      'kind', CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
      'command', CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
      'roles', (SELECT string_agg(CASE WHEN r.oid IS NULL THEN 'public' ELSE quote_ident(r.rolname) END, ', ' ORDER BY r.rolname)
        FROM unnest(p.polroles) AS role(oid) LEFT JOIN pg_roles r ON r.oid = role.oid),
      'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid))
    FROM pg_policy p ${partsOf('p.polrelid')}`,
};

/** Everything outside PostgreSQL's own schemas as SchemaObjects, in no order. */
export const snapshotQuery = Object.entries(queries)
  .map(
    ([type, sql]) => `SELECT '${type}' AS type, q.schema::text AS schema, q."table"::text AS "table",
    q.name::text AS name, jsonb_strip_nulls(q.facts) AS facts FROM (${sql}) AS q(schema, "table", name, facts)`,
  )
  .join('\nUNION ALL\n');
