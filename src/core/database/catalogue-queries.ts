/** Every index outside PostgreSQL's own schemas as a CatalogueIndex, by schema and name. Its bigints are the driver's. */
export const indexesQuery = `
  SELECT n.nspname::text AS schema,
         t.relname::text AS table,
         c.relname::text AS name,
         pg_catalog.pg_get_indexdef(i.indexrelid) AS definition,
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
         pg_catalog.pg_relation_size(i.indexrelid) AS bytes,
         COALESCE(s.idx_scan, 0) AS scans
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
  JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_stat_all_indexes s ON s.indexrelid = i.indexrelid
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  ORDER BY 1, 3`;
