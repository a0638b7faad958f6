import type { CatalogueTable, RelationName, TableParts } from '../../core/database/tables';
import type { Database } from './database';

/**
 * Reads every table outside PostgreSQL's own schemas, by schema and name. Rows are estimated as the planner does: the
 * density at the last count, times today's pages.
 */
export function readTables(database: Database): Promise<CatalogueTable[]> {
  return database.read('reading the tables', async (transaction) => {
    const rows = await transaction.$queryRaw<TableRow[]>`
      WITH leaf AS (
        SELECT c.oid, c.relnamespace, c.relname, c.relkind, p.relid
        FROM pg_catalog.pg_class c
        CROSS JOIN LATERAL (
          SELECT c.oid AS relid WHERE c.relkind <> 'p'
          UNION ALL
          SELECT relid FROM pg_catalog.pg_partition_tree(CASE WHEN c.relkind = 'p' THEN c.oid END) WHERE isleaf
        ) p
        WHERE c.relkind IN ('r', 'p', 'm')
      ), sized AS (
        SELECT leaf.*, s.relkind AS leafkind, s.reltuples, s.relpages,
               pg_catalog.pg_relation_size(leaf.relid) / current_setting('block_size')::int AS pages,
               pg_catalog.pg_table_size(leaf.relid) AS bytes,
               pg_catalog.pg_indexes_size(leaf.relid) AS index_bytes
        FROM leaf JOIN pg_catalog.pg_class s ON s.oid = leaf.relid
      )
      SELECT n.nspname::text AS schema, sized.relname::text AS name, sized.relkind::text AS kind,
             CASE WHEN bool_and(reltuples >= 0 AND (relpages > 0 OR pages = 0)) IS NOT FALSE
               THEN COALESCE(sum(CASE WHEN relpages > 0 THEN reltuples / relpages * pages ELSE 0 END), 0)::float8
             END AS rows,
             COALESCE(sum(bytes), 0)::float8 AS bytes, COALESCE(sum(index_bytes), 0)::float8 AS "indexBytes"
      FROM sized
      JOIN pg_catalog.pg_namespace n ON n.oid = sized.relnamespace
      WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      GROUP BY n.nspname, sized.oid, sized.relname, sized.relkind
      ORDER BY 1, 2`;
    return rows.map(({ kind, rows: estimated, ...row }) => ({
      ...row,
      kind: kinds[kind],
      estimatedRows: estimated === null ? undefined : Math.round(estimated),
    }));
  });
}

const kinds = { r: 'table', p: 'partitioned table', m: 'materialized view' } as const;

interface TableRow {
  readonly schema: string;
  readonly name: string;
  readonly kind: keyof typeof kinds;
  readonly rows: number | null;
  readonly bytes: number;
  readonly indexBytes: number;
}

/** Reads the columns of a table in their order, and its constraints: the keys first, then by name. */
export function readTableParts(
  database: Database,
  { schema, name }: Pick<CatalogueTable, 'schema' | 'name'>,
): Promise<TableParts> {
  return database.read(`reading the table ${name}`, async (transaction) => {
    const columns = await transaction.$queryRaw<ColumnRow[]>`
      SELECT a.attname::text AS name, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
             NOT a.attnotnull AS "isNullable", pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS "default",
             CASE WHEN a.attidentity <> '' THEN 'identity' WHEN a.attgenerated = 's' THEN 'stored'
               WHEN a.attgenerated <> '' THEN 'virtual' END AS generated
      FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE n.nspname = ${schema} AND c.relname = ${name} AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum`;
    const constraints = await transaction.$queryRaw<TableParts['constraints'][number][]>`
      SELECT k.conname::text AS name, pg_catalog.pg_get_constraintdef(k.oid) AS definition,
             k.convalidated AS "isValidated"
      FROM pg_catalog.pg_constraint k
      JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ${schema} AND c.relname = ${name} AND k.contype IN ('p', 'u', 'x', 'f', 'c')
      ORDER BY pg_catalog.array_position(ARRAY['p', 'u', 'x', 'f', 'c'], k.contype::text), 1`;
    return {
      columns: columns.map((column) => ({
        ...column,
        default: column.default ?? undefined,
        generated: column.generated ?? undefined,
      })),
      constraints,
    };
  });
}

type Column = TableParts['columns'][number];
interface ColumnRow extends Omit<Column, 'default' | 'generated'> {
  readonly default: string | null;
  readonly generated: Exclude<Column['generated'], undefined> | null;
}

/** Reads the name of everything that an index could share its name with, outside PostgreSQL's own schemas. */
export function readRelationNames(database: Database): Promise<RelationName[]> {
  return database.read(
    'reading the names of relations',
    (transaction) => transaction.$queryRaw<RelationName[]>`
      SELECT n.nspname::text AS schema, c.relname::text AS name,
             CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
               WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' WHEN 'c' THEN 'type' ELSE 'table' END AS kind
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      ORDER BY 1, 2`,
  );
}
