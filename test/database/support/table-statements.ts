import {
  about,
  anyColumn,
  anyTable,
  existing,
  listOf,
  LONG_UNICODE,
  materializedView,
  maybe,
  newColumnName,
  newIndexName,
  newMaterializedView,
  newPartition,
  newPartitioned,
  newTable,
  newTableName,
  newView,
  partitioned,
  plainColumn,
  schemaName,
  seldom,
  some,
  sql,
  table,
  textColumn,
  view,
  type Sql,
} from './names';

const COLUMNS = `"${LONG_UNICODE}" text, tags text[],
  data jsonb, embedding vector(3), half halfvec(3), span int4range, pt point, at timestamp,
  search tsvector GENERATED ALWAYS AS (to_tsvector('english', body)) STORED`;

const constraintName = seldom(sql`CONSTRAINT ${newIndexName}`);

const columnConstraint = some(
  '',
  '',
  'NOT NULL',
  'DEFAULT 1',
  sql`${constraintName} UNIQUE`,
  'NULL UNIQUE NULLS NOT DISTINCT',
  'CHECK (n > 0) UNIQUE',
);

const keyConstraint = some(
  '',
  'PRIMARY KEY',
  'UNIQUE PRIMARY KEY',
  sql`CONSTRAINT ${newIndexName} PRIMARY KEY`,
  sql`NOT NULL ${constraintName} UNIQUE`,
  'GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
  'PRIMARY KEY USING INDEX TABLESPACE pg_default',
);

const tableConstraint: Sql = some(
  sql`${constraintName} PRIMARY KEY (${listOf(plainColumn, 2)})`,
  sql`${constraintName} UNIQUE (${listOf(plainColumn, 2)})`,
  sql`${constraintName} UNIQUE ${maybe('NULLS NOT DISTINCT')} (${plainColumn}) INCLUDE (${plainColumn}) WITH (fillfactor = 70)`,
  sql`${constraintName} UNIQUE (${plainColumn}) DEFERRABLE INITIALLY DEFERRED`,
  sql`${constraintName} EXCLUDE USING gist (span WITH &&)`,
  sql`${constraintName} EXCLUDE USING gist (span range_ops WITH &&, pt WITH ~=) INCLUDE (n) WHERE (n > 0)`,
  sql`EXCLUDE (lower(${textColumn}) WITH =)`,
  sql`EXCLUDE USING btree (${plainColumn} WITH pg_catalog.=, (n + 1) WITH =)`,
);

const extra = seldom(sql`, ${tableConstraint}`);

function columns(key: Sql): Sql {
  return sql`(id int ${key}, n int ${columnConstraint}, "Name" text, body text ${columnConstraint} ${extra}, ${COLUMNS} ${extra})`;
}

const including = some(
  '',
  'INCLUDING ALL',
  'INCLUDING INDEXES',
  'INCLUDING ALL EXCLUDING INDEXES',
  'EXCLUDING ALL INCLUDING INDEXES INCLUDING GENERATED',
);
const ifNotExists = seldom('IF NOT EXISTS');
const bounds = some('FROM (0) TO (10)', 'FROM (10) TO (20)', 'FROM (20) TO (30)', 'FROM (30) TO (40)');
const subPartitioned = seldom('PARTITION BY RANGE (id)');

export const createTable = sql`CREATE ${seldom('UNLOGGED')} TABLE ${ifNotExists} ${newTable} ${columns(keyConstraint)}`;

const partitionKeys = some(
  '',
  ', PRIMARY KEY (id)',
  ', UNIQUE (n, id)',
  ', CONSTRAINT "p key" PRIMARY KEY (id, n), UNIQUE (id) INCLUDE (at)',
);

export const createPartitioned = sql`CREATE TABLE ${ifNotExists} ${newPartitioned}
  (id int, n int, "Name" text, body text, ${COLUMNS} ${partitionKeys}) PARTITION BY RANGE (id)`;

const ownConstraints = sql`(n ${seldom('WITH OPTIONS')} UNIQUE, ${tableConstraint})`;

export const createPartition = some(
  sql`CREATE TABLE ${newPartition} PARTITION OF ${partitioned} FOR VALUES ${bounds} ${subPartitioned}`,
  sql`CREATE TABLE ${newPartition} PARTITION OF ${partitioned} ${ownConstraints} FOR VALUES ${bounds}`,
  sql`CREATE TABLE ${newPartition} ${columns(keyConstraint)}`,
);

export const createMaterializedView = sql`CREATE MATERIALIZED VIEW ${newMaterializedView} AS SELECT * FROM ${table}`;

const sourceTable = some(table, anyTable);

export const otherTable = some(
  sql`CREATE TABLE ${ifNotExists} ${newTable} (LIKE ${sourceTable} ${including})`,
  sql`CREATE TABLE ${newTable} (extra int UNIQUE, LIKE ${sourceTable} ${including}, ${tableConstraint})`,
  sql`CREATE TABLE ${newTable} AS SELECT * FROM ${some(table, view)}`,
  sql`CREATE TABLE ${newTable} AS SELECT id, n, "Name", body FROM ${table} WITH NO DATA`,
  sql`CREATE TEMP TABLE ${newTableName} (id int PRIMARY KEY, n int, body text)`,
  sql`CREATE ${seldom('OR REPLACE')} VIEW ${newView} AS SELECT * FROM ${sourceTable}`,
  sql`CREATE VIEW ${newView} AS SELECT a.id, b.n FROM ${table} AS a JOIN ${some(view, table)} b USING (id)`,
  createMaterializedView,
  sql`CREATE MATERIALIZED VIEW ${ifNotExists} ${newMaterializedView} AS
    SELECT id, n, "Name", body, at FROM ${some(table, view)} AS t WHERE n IS NULL`,
  sql`CREATE SEQUENCE ${newView}`,
);

const alter = sql`ALTER TABLE ${seldom('IF EXISTS')} ${seldom('ONLY')} ${some(table, anyTable)}`;

const newColumn = some('int', 'text', 'vector(3)', 'public.halfvec(3)', 'timestamp', 'varchar(20)');

const action = some(
  sql`ADD ${tableConstraint}`,
  sql`ADD ${tableConstraint}`,
  sql`ADD ${some('PRIMARY KEY (id)', 'UNIQUE (id, n)', 'UNIQUE (id)')}`,
  sql`DROP ${maybe('COLUMN')} ${seldom('IF EXISTS')} ${anyColumn} ${maybe('CASCADE')}`,
  sql`ADD ${maybe('COLUMN')} ${newColumnName} ${newColumn} ${some('', 'UNIQUE', sql`CONSTRAINT ${newIndexName} UNIQUE`, 'UNIQUE PRIMARY KEY')}`,
  // Without a constraint: of a table made by a query the ledger does not know what columns it has.
  sql`ADD COLUMN IF NOT EXISTS ${anyColumn} ${newColumn}`,
  sql`ALTER ${maybe('COLUMN')} ${textColumn} ${maybe('SET DATA')} TYPE varchar(50)`,
  'ALTER COLUMN n TYPE bigint',
  'ALTER COLUMN body SET NOT NULL',
);

const seldomCascade = seldom('CASCADE');

const constraintStatement = some(
  about(
    (n) =>
      sql`ALTER TABLE ${existing('tableOfConstraint', n)} DROP CONSTRAINT ${seldom('IF EXISTS')} ${existing('constraint', n)} ${seldomCascade}`,
  ),
  about(
    (n) =>
      sql`ALTER TABLE ${existing('tableOfConstraint', n)} RENAME CONSTRAINT ${existing('constraint', n)} TO ${newIndexName}`,
  ),
  about(
    (n) =>
      sql`ALTER TABLE ${existing('tableOfTakeable', n)} ADD CONSTRAINT ${newIndexName} UNIQUE USING INDEX ${existing('takeable', n)}`,
  ),
  about(
    (n) =>
      sql`ALTER TABLE ${existing('tableOfTakeable', n)} ADD ${some('PRIMARY KEY', 'UNIQUE')} USING INDEX ${existing('takeable', n)}`,
  ),
);

export const alterTable = some(
  sql`${alter} ${listOf(action, 2)}`,
  sql`${alter} ${action}`,
  sql`${alter} RENAME ${maybe('COLUMN')} ${anyColumn} TO ${newColumnName}`,
  sql`ALTER MATERIALIZED VIEW ${materializedView} RENAME COLUMN ${plainColumn} TO ${newColumnName}`,
  constraintStatement,
  constraintStatement,
  sql`ALTER TABLE ${some(table, anyTable)} RENAME TO ${newTableName}`,
  sql`ALTER TABLE ${some(table, anyTable)} SET SCHEMA ${schemaName}`,
  sql`ALTER MATERIALIZED VIEW ${materializedView} SET SCHEMA ${schemaName}`,
  sql`ALTER VIEW ${view} RENAME TO ${newTableName}`,
);

export const attachPartition = some(
  sql`ALTER TABLE ${partitioned} ATTACH PARTITION ${table} FOR VALUES ${bounds}`,
  sql`ALTER TABLE ${partitioned} ATTACH PARTITION ${anyTable} FOR VALUES ${bounds}`,
  about(
    (n) => sql`ALTER TABLE ${existing('tableOfPartition', n)} DETACH PARTITION ${existing('partition', n)}`,
  ),
);

const cascade = maybe('CASCADE');

export const drop = some(
  sql`DROP TABLE ${maybe('IF EXISTS')} ${listOf(anyTable, 2)} ${cascade}`,
  sql`DROP VIEW ${maybe('IF EXISTS')} ${view} ${cascade}`,
  sql`DROP MATERIALIZED VIEW ${maybe('IF EXISTS')} ${materializedView} ${seldomCascade}`,
  'DROP SEQUENCE IF EXISTS v',
);

export const schemaStatement = some(
  'DROP SCHEMA app CASCADE',
  'DROP SCHEMA IF EXISTS "Other", app CASCADE',
  'CREATE SCHEMA app',
  'CREATE SCHEMA IF NOT EXISTS "Other"',
  'ALTER SCHEMA app RENAME TO "Other"',
  'ALTER SCHEMA "Other" RENAME TO app',
  'DROP EXTENSION vector CASCADE',
  'CREATE EXTENSION IF NOT EXISTS vector',
);

export const searchPath = some(
  'SET search_path TO app, public',
  'SET search_path = "Other", app, public',
  `SET LOCAL search_path TO 'public'`,
  'SET search_path TO DEFAULT',
  `SELECT pg_catalog.set_config('search_path', 'app, "Other"', false)`,
  'RESET search_path',
);
