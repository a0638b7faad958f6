import { createHash, randomUUID } from 'node:crypto';
import { runSql } from './sql';

/** As Prisma makes it. */
const table = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
  migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0);`;

function rowOf(name: string, sql: string, steps: 0 | 1): string {
  const checksum = createHash('sha256').update(sql).digest('hex');
  return `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
    VALUES ('${randomUUID()}', '${checksum}', ${steps === 0 ? 'now()' : 'clock_timestamp()'}, '${name}', ${steps});`;
}

/** Applies migrations, by name, as `prisma migrate deploy` does, but at once. None leaves the database empty. */
export async function applyMigrations(
  url: string,
  migrations: Readonly<Record<string, string>>,
): Promise<void> {
  const texts = Object.entries(migrations).map(([name, sql]) => `${sql};\n${rowOf(name, sql, 1)}`);
  if (texts.length === 0) return;
  const schema = new URL(url).searchParams.get('schema');
  const own = schema === null ? '' : `CREATE SCHEMA "${schema}"; SET search_path = "${schema}";`;
  await runSql(url, `${own}\n${table}\n${texts.join('\n')}`);
}

/** Writes the row that `prisma migrate resolve --applied` writes: of no step, and over when it began. */
export async function markAsApplied(url: string, name: string, sql: string): Promise<void> {
  await runSql(url, table + rowOf(name, sql, 0));
}
