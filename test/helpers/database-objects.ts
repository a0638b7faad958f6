import { runSql } from './sql';

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
     AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
  UNION ALL
  SELECT 'policy ' || policyname, concat_ws(' ', tablename, permissive, roles, cmd, qual, with_check) FROM pg_policies
  UNION ALL
  SELECT 'row level security ' || relname, relforcerowsecurity::text
    FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace
  UNION ALL
  SELECT 'view ' || viewname, definition FROM pg_views WHERE schemaname = 'public'
  UNION ALL
  SELECT 'sequence ' || c.relname, ''
    FROM pg_class c WHERE c.relkind = 'S' AND c.relnamespace = 'public'::regnamespace
     AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = c.oid AND deptype IN ('a', 'i'))
  UNION ALL
  SELECT 'column ' || table_name || '.' || column_name, concat_ws(' ', data_type, generation_expression)
    FROM information_schema.columns
   WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' AND table_name NOT IN
         (SELECT viewname FROM pg_views WHERE schemaname = 'public')`;

/** What the schema public of a database has beside rows, each with its definition. */
export async function databaseObjects(url: string): Promise<Map<string, string>> {
  const rows = await runSql<{ name: string; definition: string }>(url, objects);
  return new Map(
    rows
      .filter(({ name }) => !name.includes('_prisma_migrations'))
      .map(({ name, definition }) => [name, definition]),
  );
}
