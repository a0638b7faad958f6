import { runSql } from '../../../helpers/sql';

/** What a database has, each with its definition. */
export type Catalogue = ReadonlyMap<string, string>;

const objects = `
  SELECT 'index ' || c.relname AS name,
         pg_get_indexdef(c.oid) || CASE WHEN i.indisvalid THEN '' ELSE ' invalid' END AS definition
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
   WHERE c.relnamespace = 'public'::regnamespace
     AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = c.oid AND contype IN ('p', 'u', 'x'))
  UNION ALL
  SELECT 'constraint ' || conname, pg_get_constraintdef(oid)
    FROM pg_constraint
   WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND conrelid::regclass::text <> '_prisma_migrations'
  UNION ALL
  SELECT 'trigger ' || tgname, pg_get_triggerdef(oid) || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL
  SELECT 'function ' || proname, pg_get_functiondef(oid)
    FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
  UNION ALL
  SELECT 'policy ' || policyname, concat_ws(' ', tablename, permissive, roles, cmd, qual, with_check) FROM pg_policies
  UNION ALL
  SELECT 'row level security ' || relname, relforcerowsecurity::text
    FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace
  UNION ALL
  SELECT 'view ' || viewname, definition FROM pg_views WHERE schemaname = 'public'
  UNION ALL
  SELECT 'column ' || table_name || '.' || column_name, concat_ws(' ', data_type, generation_expression)
    FROM information_schema.columns
   WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' AND table_name NOT IN
         (SELECT viewname FROM pg_views WHERE schemaname = 'public')`;

const tables = `SELECT tablename AS table FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`;

/** Everything that can be lost: objects and rows. A column that a row has besides does not change it. */
export async function catalogue(url: string): Promise<Catalogue> {
  const found = new Map<string, string>();
  for (const { name, definition } of await runSql<{ name: string; definition: string }>(url, objects)) {
    if (!name.includes('_prisma_migrations')) found.set(name, definition);
  }
  for (const { table } of await runSql<{ table: string }>(url, tables)) {
    const rows = await runSql<{ id: number; fields: Record<string, unknown> }>(
      url,
      `SELECT id, to_jsonb(t) AS fields FROM "${table}" t`,
    );
    for (const { id, fields } of rows) {
      for (const [field, value] of Object.entries(fields)) {
        if (value !== null)
          found.set(
            `value ${table}.${field} of ${id}`,
            typeof value === 'string' ? value : JSON.stringify(value),
          );
      }
      found.set(`row ${id} of ${table}`, '');
    }
  }
  return found;
}

/** The same under other names. */
export function renamedIn(catalogue: Catalogue, rename: (text: string) => string): Catalogue {
  return new Map([...catalogue].map(([name, definition]) => [rename(name), rename(definition)]));
}

/** What was there before, and is gone or another one; a row's own values go with it. */
export function lostFrom(before: Catalogue, after: Catalogue): string[] {
  const lost = [...before].flatMap(([name, definition]) => (after.get(name) === definition ? [] : [name]));
  const gone = new Set(lost);
  return lost
    .filter((name) => {
      const [, table, id] = /^value (\w+)\.\w+ of (\d+)$/.exec(name) ?? [];
      return table === undefined || !gone.has(`row ${id} of ${table}`);
    })
    .sort();
}
