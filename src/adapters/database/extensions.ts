import type { CatalogueExtension } from '../../core/database/tables';
import type { Database } from './database';

/** Reads the extensions that are installed, by name. */
export function readExtensions(database: Database): Promise<CatalogueExtension[]> {
  return database.read(
    'reading the extensions',
    (transaction) => transaction.$queryRaw<CatalogueExtension[]>`
      SELECT e.extname::text AS name, e.extversion AS version, n.nspname::text AS schema
      FROM pg_catalog.pg_extension e
      JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
      ORDER BY 1`,
  );
}

/**
 * Reads which ivfflat indexes were built in the very transaction that made their table, and not since: they can have
 * seen none of the rows that came later. REINDEX gives an index another file, and CONCURRENTLY another row in pg_index.
 */
export function readUntrained(database: Database): Promise<{ schema: string; name: string }[]> {
  return database.read(
    'reading how vector indexes were built',
    (transaction) => transaction.$queryRaw<{ schema: string; name: string }[]>`
      SELECT n.nspname::text AS schema, c.relname::text AS name
      FROM pg_catalog.pg_index i
      JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
      JOIN pg_catalog.pg_am am ON am.oid = c.relam
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE am.amname = 'ivfflat'
        AND pg_catalog.pg_relation_filenode(c.oid) = c.oid
        AND EXISTS (
          SELECT FROM pg_catalog.pg_attribute a
          WHERE a.attrelid = i.indrelid AND a.attnum < 0 AND a.xmin = i.xmin
        )`,
  );
}
