// The hand-made objects that PostgreSQL itself knows after a history: { kind, table, name, columns, definition } each.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const { openEmbedded } = createRequire(import.meta.url)('../../../dist/embedded.js');

const own = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;
const notOfAnExtension = (catalogue, oid) =>
  `NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '${catalogue}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`;

/** The columns of its own table that an object of the catalogue depends on. */
const columnsOf = (catalogue, oid, table) => `ARRAY(
  SELECT DISTINCT a.attname::text FROM pg_depend d
    JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE d.classid = '${catalogue}'::regclass AND d.objid = ${oid} AND d.refclassid = 'pg_class'::regclass
    AND d.refobjid = ${table} AND d.refobjsubid > 0 ORDER BY 1)`;

/** Names stand without a schema where that is \`public\`. */
const named = (name) => `CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || ${name}`;
const table = named('c.relname');
const ofTable = `JOIN pg_namespace n ON n.oid = c.relnamespace AND ${own}`;

const query = `
SELECT * FROM (
SELECT CASE t.contype WHEN 'c' THEN 'check' WHEN 'x' THEN 'exclude' ELSE 'deferrable' END AS kind, ${table} AS table,
    t.conname::text AS name, pg_get_constraintdef(t.oid) AS definition,
    ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (t.conkey) ORDER BY 1) AS columns
  FROM pg_constraint t JOIN pg_class c ON c.oid = t.conrelid ${ofTable}
  WHERE (t.contype IN ('c', 'x') OR t.contype IN ('f', 'u', 'p') AND t.condeferrable) AND t.conparentid = 0
UNION ALL
SELECT 'trigger', ${table}, g.tgname::text, pg_get_triggerdef(g.oid), ${columnsOf('pg_trigger', 'g.oid', 'c.oid')}
  FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid ${ofTable} WHERE NOT g.tgisinternal
UNION ALL
SELECT 'policy', ${table}, p.polname::text,
    concat_ws(' ', p.polcmd, p.polpermissive, pg_get_expr(p.polqual, c.oid), pg_get_expr(p.polwithcheck, c.oid)),
    ${columnsOf('pg_policy', 'p.oid', 'c.oid')}
  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid ${ofTable}
UNION ALL
SELECT 'row-level-security', ${table}, NULL, c.relforcerowsecurity::text, '{}'
  FROM pg_class c ${ofTable} WHERE c.relrowsecurity
UNION ALL
SELECT 'generated-column', ${table}, a.attname::text, pg_get_expr(x.adbin, x.adrelid),
    array_remove(${columnsOf('pg_attrdef', 'x.oid', 'c.oid')}, a.attname::text)
  FROM pg_attribute a JOIN pg_attrdef x ON x.adrelid = a.attrelid AND x.adnum = a.attnum
    JOIN pg_class c ON c.oid = a.attrelid ${ofTable} WHERE a.attgenerated <> ''
UNION ALL
SELECT 'sequence', NULL, ${table}, '', '{}' FROM pg_class c ${ofTable}
  WHERE c.relkind = 'S' AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
    AND d.deptype IN ('a', 'i', 'e') AND d.refobjsubid >= 0)
UNION ALL
SELECT CASE c.relkind WHEN 'v' THEN 'view' ELSE 'materialized-view' END, NULL, ${table}, pg_get_viewdef(c.oid), '{}'
  FROM pg_class c ${ofTable} WHERE c.relkind IN ('v', 'm') AND ${notOfAnExtension('pg_class', 'c.oid')}
UNION ALL
SELECT DISTINCT ON (f.pronamespace, f.proname) 'function', NULL, ${named('f.proname')}, f.prosrc, '{}'::text[]
  FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace AND ${own} WHERE ${notOfAnExtension('pg_proc', 'f.oid')}
) AS objects WHERE objects.table IS DISTINCT FROM '_prisma_migrations' ORDER BY 1, 2, 3`;

/** What stands in place of what a hosted PostgreSQL brings along: roles and functions that policies name. */
const hosted = `
CREATE ROLE anon; CREATE ROLE authenticated; CREATE ROLE service_role;
CREATE SCHEMA auth; CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid';`;

const extensions = fs
  .readdirSync(fileURLToPath(new URL('../../../dist/embedded/extensions', import.meta.url)))
  .map((file) => file.replace('.tar.gz', ''));

/** Starts a PostgreSQL and runs a history in it: { leftOut, read, attempt, close }. */
export async function replay(migrations) {
  const database = await openEmbedded(extensions);
  await database.run(hosted);
  const leftOut = [];
  for (const { name, sql } of migrations) {
    if (sql === undefined || !(await succeeds(database.run(sql)))) leftOut.push(name);
  }
  const connectionString = await database.serve();
  return {
    leftOut,
    read: () => withClient(connectionString, read),
    attempt: (sql) => withClient(connectionString, (client) => attempt(client, sql)),
    close: () => database.close(),
  };
}

const succeeds = (promise) =>
  promise.then(
    () => true,
    () => false,
  );

/** There is one session: a connection that stayed open would get the answers to others. */
async function withClient(connectionString, use) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function read(client) {
  const { rows } = await client.query(query);
  return rows.filter(({ name }) => !name?.startsWith('auth.'));
}

/** The objects as they would be after a script, as { objects }, or { refused } with what PostgreSQL says of it. */
async function attempt(client, sql) {
  // A migration may have left a search_path behind, as a dump does.
  await client.query('RESET ALL; BEGIN');
  try {
    await client.query(sql);
    return { objects: await read(client) };
  } catch (error) {
    return { refused: error.message };
  } finally {
    await client.query('ROLLBACK');
  }
}
