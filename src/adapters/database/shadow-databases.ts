import type { Database } from './database';

/** A database in which Prisma replays the history, and which it drops when it has finished. */
export interface ShadowDatabase {
  readonly name: string;
  /** Whether anybody is connected to it. */
  readonly isUsed: boolean;
}

/** Reads the shadow databases that Prisma has made on the server and not dropped, by name. */
export function readShadowDatabases(database: Database): Promise<ShadowDatabase[]> {
  return database.read(
    'reading the names of databases',
    (transaction) => transaction.$queryRaw<ShadowDatabase[]>`
      SELECT d.datname::text AS name,
             EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid) AS "isUsed"
      FROM pg_catalog.pg_database d
      WHERE pg_catalog.starts_with(d.datname::text, 'prisma_migrate_shadow_db_')
      ORDER BY 1`,
  );
}
