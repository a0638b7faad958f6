import { databaseObjects } from '../../../helpers/database-objects';
import { runSql } from '../../../helpers/sql';

/** What a database has, each with its definition. */
export type Catalogue = ReadonlyMap<string, string>;

const tables = `SELECT tablename AS table FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`;

/** Everything that can be lost: objects and rows. A column that a row has besides does not change it. */
export async function catalogue(url: string): Promise<Catalogue> {
  const found = await databaseObjects(url);
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
