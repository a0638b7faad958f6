import { runSql } from '../../helpers/sql';
import type { Cell } from './cells';

/** Something that PostgreSQL holds, under the name of its table or, where it stands alone, its own. */
interface Held {
  readonly about: string;
  readonly line: string;
}

// Of a table's columns only those that were added to the usual ones.
const query = `
SELECT tablename AS about, indexdef AS line FROM pg_indexes
 WHERE schemaname = 'public' AND indexname NOT IN (SELECT conname FROM pg_constraint) AND indexname NOT LIKE '%_key'
UNION ALL SELECT relname, conname || ' ' || pg_get_constraintdef(c.oid)
 FROM pg_constraint c JOIN pg_class t ON t.oid = conrelid WHERE contype IN ('c', 'x', 'u', 'f')
UNION ALL SELECT relname, tgenabled::text || ' ' || pg_get_triggerdef(g.oid)
 FROM pg_trigger g JOIN pg_class t ON t.oid = tgrelid WHERE NOT tgisinternal
UNION ALL SELECT tablename, concat_ws(' ', policyname, permissive, roles, cmd, qual, with_check) FROM pg_policies
UNION ALL SELECT relname, 'row level security' FROM pg_class WHERE relrowsecurity
UNION ALL SELECT relname, 'forced row level security' FROM pg_class WHERE relforcerowsecurity
UNION ALL SELECT relname, concat_ws(' ', attname, format_type(atttypid, atttypmod), attgenerated, pg_get_expr(adbin, adrelid))
 FROM pg_attribute a JOIN pg_class t ON t.oid = attrelid AND relkind = 'r'
 LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
 WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
 AND attname NOT IN ('id', 'a', 'b', 'arr', 'r', 'e', 'code', 'extra')
UNION ALL SELECT relname, relkind::text || ' ' || relname || ' ' || coalesce(pg_get_viewdef(oid), '')
 FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm', 'S')
UNION ALL SELECT proname, 'function ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT typname, typtype::text || ' ' || typname
 FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')
UNION ALL SELECT relname, concat_ws(' ', objsubid, description)
 FROM pg_description JOIN pg_class t ON t.oid = objoid AND classoid = 'pg_class'::regclass
UNION ALL SELECT relname, relacl::text FROM pg_class WHERE relacl IS NOT NULL
UNION ALL SELECT relname, attname || ' ' || attacl::text
 FROM pg_attribute JOIN pg_class t ON t.oid = attrelid WHERE attacl IS NOT NULL`;

/** Everything in a database that the objects of this folder are made of. */
export async function readCatalogue(url: string): Promise<readonly Held[]> {
  const held = await runSql<{ about: string; line: string }>(url, query);
  return held.map(({ about, line }) => ({ about, line: line.replaceAll(/\s+/g, ' ').trim() }));
}

/** What is held of a cell's table, which may have its new name, and object: the same lines if both are as they were. */
export function heldOf(held: readonly Held[], { table, renamed, name }: Cell): string[] {
  return held
    .filter(({ about }) => about === table || about === renamed || about === name)
    .map(({ line }) => line.replaceAll(renamed, table));
}
