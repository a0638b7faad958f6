import { vector } from '@electric-sql/pglite-pgvector';
import { openPglite } from '../../helpers/open-pglite';

/** What PostgreSQL's catalogue says of one index. */
export interface CatalogueIndex {
  readonly schema: string;
  readonly name: string;
  /** The table's schema and name. */
  readonly table: string;
  readonly unique: boolean;
  readonly nullsNotDistinct: boolean;
  readonly method: string;
  readonly constraint: 'primary' | 'unique' | 'exclude' | null;
  /** Schema and name of the index of the partitioned table that it is attached to. */
  readonly parent: string | null;
  readonly keys: readonly CatalogueKey[];
  readonly include: readonly string[];
  readonly hasPredicate: boolean;
  readonly parameters: readonly string[];
  /** All columns whose loss takes the index along. */
  readonly columns: readonly string[];
  /** pg_get_indexdef, and the index's own name as it stands there. */
  readonly statement: string;
  readonly quotedName: string;
}

interface CatalogueKey {
  /** Null for an expression. */
  readonly column: string | null;
  /** Null for the type's default. */
  readonly opclass: string | null;
  readonly opclassOptions: readonly string[];
  readonly collation: string | null;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** What PostgreSQL's catalogue says of one sequence. */
interface CatalogueSequence {
  readonly name: string;
  /** Schema, table and column that it belongs to. */
  readonly owner: string | null;
  readonly isIdentity: boolean;
}

const sequencesSql = `
  SELECT n.nspname || '.' || c.relname AS name, tn.nspname || '.' || t.relname || '.' || a.attname AS owner,
    COALESCE(d.deptype = 'i', false) AS "isIdentity"
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid
    AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
  LEFT JOIN pg_class t ON t.oid = d.refobjid
  LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
  LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
  WHERE c.relkind = 'S' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

const generatedColumnsSql = `
  SELECT n.nspname || '.' || c.relname || '.' || a.attname AS name
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE a.attgenerated <> '' AND NOT a.attisdropped
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

const catalogue = `
  SELECT n.nspname AS schema, c.relname AS name, tn.nspname || '.' || t.relname AS "table",
    i.indisunique AS "unique", i.indnullsnotdistinct AS "nullsNotDistinct", am.amname AS method,
    CASE con.contype WHEN 'p' THEN 'primary' WHEN 'u' THEN 'unique' WHEN 'x' THEN 'exclude' END AS "constraint",
    (SELECT pn.nspname || '.' || p.relname FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent
      JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE h.inhrelid = c.oid) AS parent,
    (SELECT json_agg(json_build_object(
        'column', a.attname,
        'opclass', CASE WHEN o.opcdefault THEN NULL ELSE o.opcname END,
        'opclassOptions', COALESCE(ia.attoptions, '{}'),
        'collation', CASE WHEN co.collname <> 'default' THEN co.collname END,
        'descending', i.indoption[k] & 1 = 1,
        'nullsFirst', i.indoption[k] & 2 = 2) ORDER BY k)
      FROM generate_series(0, i.indnkeyatts - 1) AS k
      JOIN pg_opclass o ON o.oid = i.indclass[k]
      JOIN pg_attribute ia ON ia.attrelid = c.oid AND ia.attnum = k + 1
      LEFT JOIN pg_collation co ON co.oid = i.indcollation[k]
      LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[k] AND a.attnum > 0) AS keys,
    (SELECT COALESCE(json_agg(a.attname ORDER BY k), '[]') FROM generate_series(i.indnkeyatts, i.indnatts - 1) AS k
      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[k]) AS include,
    i.indpred IS NOT NULL AS "hasPredicate", COALESCE(c.reloptions, '{}') AS parameters,
    (SELECT COALESCE(json_agg(DISTINCT a.attname), '[]') FROM pg_depend d
      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
      WHERE d.objid IN (c.oid, con.oid) AND d.refobjid = t.oid AND d.refobjsubid > 0) AS columns,
    pg_get_indexdef(c.oid) AS statement, quote_ident(c.relname) AS "quotedName"
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_class t ON t.oid = i.indrelid
  JOIN pg_namespace tn ON tn.oid = t.relnamespace
  JOIN pg_am am ON am.oid = c.relam
  LEFT JOIN pg_constraint con ON con.conindid = c.oid AND con.contype IN ('p', 'u', 'x')
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  ORDER BY c.oid`;

/** One PostgreSQL in this process. */
export interface Postgres {
  /** Runs statements and returns the notices; throws what PostgreSQL says against them. */
  readonly run: (sql: string) => Promise<string[]>;
  /** The definition of one index after running the statements, which are undone. */
  readonly statementAfter: (sql: string, schema: string, name: string) => Promise<string>;
  readonly indexes: () => Promise<CatalogueIndex[]>;
  readonly sequences: () => Promise<CatalogueSequence[]>;
  /** Schema, table and name of each. */
  readonly generatedColumns: () => Promise<string[]>;
  readonly rows: <Row>(sql: string) => Promise<Row[]>;
  /** Drops everything. */
  readonly reset: () => Promise<void>;
}

/** After some thousand errors an embedded PostgreSQL has no stack left, and refuses every statement. */
const resetsOfOne = 50;

async function openPostgres(): Promise<Postgres> {
  let database = await openPglite({ vector });
  let resets = 0;
  const run = async (sql: string): Promise<string[]> => {
    const notices: string[] = [];
    await database.exec(sql, { onNotice: ({ message = '' }) => notices.push(message) });
    return notices;
  };
  const rows = async <Row>(sql: string): Promise<Row[]> => (await database.query<Row>(sql)).rows;
  return {
    run,
    rows,
    statementAfter: async (sql, schema, name) => {
      const constant = (text: string): string => `'${text.replaceAll("'", "''")}'`;
      try {
        await run(`BEGIN; ${sql}`);
        const [found] = await rows<{ statement: string }>(
          `SELECT pg_get_indexdef(c.oid) AS statement FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE c.relname = ${constant(name)} AND n.nspname = ${constant(schema)}`,
        );
        return found?.statement ?? 'no index';
      } finally {
        await run('ROLLBACK');
      }
    },
    indexes: () => rows<CatalogueIndex>(catalogue),
    sequences: () => rows<CatalogueSequence>(sequencesSql),
    generatedColumns: async () => (await rows<{ name: string }>(generatedColumnsSql)).map(({ name }) => name),
    reset: async () => {
      resets += 1;
      if (resets % resetsOfOne === 0) {
        await database.close();
        database = await openPglite({ vector });
      }
      const schemas = await rows<{ name: string }>(
        `SELECT quote_ident(nspname) AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'`,
      );
      const drops = schemas.map(({ name }) => `DROP SCHEMA ${name} CASCADE;`);
      await run(`RESET search_path; DISCARD TEMP; ${drops.join(' ')}
        CREATE SCHEMA public; CREATE EXTENSION vector;`);
    },
  };
}

let shared: Promise<Postgres> | undefined;

/** The one PostgreSQL of this process: it takes a second to start. It is empty only after a reset. */
export function sharedPostgres(): Promise<Postgres> {
  shared ??= openPostgres();
  return shared;
}
