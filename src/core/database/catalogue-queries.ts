/**
 * Every index outside PostgreSQL's own schemas as a CatalogueIndex, by schema and name. Its bigints are the driver's. What
 * would wait for a lock that somebody holds, or waits for, on one table is left out for that table: to print an index
 * opens its table, and to measure one opens the index.
 */
export const indexesQuery = `
  WITH locked AS MATERIALIZED (
    SELECT l.relation FROM pg_catalog.pg_locks l
    WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock' AND l.pid <> pg_catalog.pg_backend_pid()
      AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database())
  ), seen AS (
    SELECT i.*, i.indrelid IN (SELECT relation FROM locked) OR i.indexrelid IN (SELECT relation FROM locked) AS "isLocked"
    FROM pg_catalog.pg_index i
  )
  SELECT n.nspname::text AS schema,
         t.relname::text AS table,
         c.relname::text AS name,
         CASE WHEN i."isLocked" THEN ''
           ELSE pg_catalog.pg_get_indexdef(i.indexrelid) END AS definition,
         i.indisvalid AS "isValid",
         EXISTS (
           SELECT FROM pg_catalog.pg_constraint k
           WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
         ) AS "isOfConstraint",
         ARRAY(
           SELECT COALESCE(co.collname::text, '')
           FROM unnest(i.indcollation::oid[]) WITH ORDINALITY AS key(oid, ordinal)
           LEFT JOIN pg_catalog.pg_collation co ON co.oid = key.oid
           ORDER BY key.ordinal
         ) AS collations,
         CASE WHEN i."isLocked" THEN c.relpages * current_setting('block_size')::bigint
           ELSE pg_catalog.pg_relation_size(i.indexrelid) END AS bytes,
         COALESCE(s.idx_scan, 0) AS scans
  FROM seen i
  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
  JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_stat_all_indexes s ON s.indexrelid = i.indexrelid
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  ORDER BY 1, 3`;
