import { tableSql, partitionSql, partitionedSql, type Example } from './example';

export const constraints: Example[] = [
  [
    'of columns',
    'CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE, c int CONSTRAINT "C" UNIQUE NULLS NOT DISTINCT, d int NOT NULL DEFAULT (1) CHECK (d > 0) UNIQUE);',
  ],
  [
    'of the table',
    'CREATE TABLE t (a int, b int, UNIQUE (b), CONSTRAINT u UNIQUE (a, b), PRIMARY KEY (b, a), UNIQUE NULLS NOT DISTINCT (a) INCLUDE (b) WITH (fillfactor = 70));',
  ],
  ['before columns', 'CREATE TABLE t (UNIQUE (a), b int UNIQUE, a int, CHECK (a > 0), NOT NULL b);'],
  [
    'said twice',
    'CREATE TABLE t (a int UNIQUE PRIMARY KEY, b int UNIQUE, CONSTRAINT named UNIQUE (b), UNIQUE (b) DEFERRABLE);',
  ],
  [
    'EXCLUDE',
    'CREATE TABLE t (a int, span int4range, pt point, EXCLUDE USING gist (span WITH &&), CONSTRAINT x EXCLUDE USING GIST (pt WITH ~=, span range_ops WITH &&) INCLUDE (a) WITH (fillfactor = 80) WHERE (a > 0) DEFERRABLE, EXCLUDE (lower(span) WITH =, (a + 1) WITH OPERATOR(pg_catalog.=)));',
    'ALTER TABLE t RENAME a TO z; ALTER TABLE t DROP COLUMN pt;',
  ],
  [
    'with names that are taken',
    'CREATE TABLE t (a int); CREATE VIEW t_a_key AS SELECT 1 AS x; CREATE TABLE t_pkey (); ALTER TABLE t ADD UNIQUE (a), ADD PRIMARY KEY (a);',
  ],
  [
    'ADD and DROP',
    'CREATE TABLE t (a int, b int); ALTER TABLE t ADD CONSTRAINT c UNIQUE (a, b), ADD PRIMARY KEY (a);',
    'ALTER TABLE t DROP CONSTRAINT c, DROP CONSTRAINT IF EXISTS d, ADD CONSTRAINT d UNIQUE (b);',
    'ALTER TABLE t ADD CONSTRAINT d UNIQUE (a), ADD UNIQUE (a), DROP CONSTRAINT d;',
    'ALTER TABLE t ADD CONSTRAINT d2 UNIQUE (b, a), DROP CONSTRAINT d, ADD CONSTRAINT d UNIQUE (a, b);',
  ],
  [
    'USING INDEX',
    'CREATE TABLE t (a int, b int); CREATE UNIQUE INDEX i ON t (a) INCLUDE (b) WITH (fillfactor = 50); CREATE UNIQUE INDEX j ON t (b); CREATE UNIQUE INDEX k ON t (b, a);',
    'ALTER TABLE t RENAME COLUMN a TO z; ALTER TABLE t ADD CONSTRAINT c UNIQUE USING INDEX i, ADD PRIMARY KEY USING INDEX j, ADD UNIQUE USING INDEX k;',
    'CREATE TABLE u (LIKE t INCLUDING INDEXES);',
  ],
  [
    'of a new column',
    'CREATE TABLE t (a int);',
    'ALTER TABLE t ADD COLUMN b int UNIQUE, ADD c int CONSTRAINT x UNIQUE, ADD COLUMN IF NOT EXISTS a int UNIQUE, ADD d int UNIQUE PRIMARY KEY, ADD UNIQUE (a);',
  ],
  [
    'of a column dropped and added at once',
    'CREATE TABLE t (id text, a int, CONSTRAINT t_pkey PRIMARY KEY (id)); CREATE INDEX i ON t (id, a);',
    'ALTER TABLE t DROP CONSTRAINT t_pkey, DROP COLUMN id, ADD COLUMN id SERIAL NOT NULL, ADD CONSTRAINT t_pkey PRIMARY KEY (id);',
  ],
  [
    'that foreign keys need',
    'CREATE TABLE t (a int PRIMARY KEY); CREATE TABLE u (a int REFERENCES t, b int UNIQUE REFERENCES t (a));',
    'ALTER TABLE t DROP CONSTRAINT t_pkey CASCADE;',
  ],
  [
    'IF EXISTS of a table that is not there',
    'ALTER TABLE IF EXISTS nowhere ADD COLUMN a int UNIQUE; CREATE TABLE nowhere (b int);',
  ],
];

export const columns: Example[] = [
  [
    'dropped: keys, INCLUDE, expression, predicate',
    tableSql,
    'CREATE INDEX k ON t (a, id); CREATE INDEX i ON t (id) INCLUDE (a); CREATE INDEX e ON t ((id + a)); CREATE INDEX w ON t (id) WHERE a > 0; CREATE INDEX n ON t (id) WHERE b = $$a$$;',
    'ALTER TABLE t DROP COLUMN a;',
  ],
  [
    'dropped: a constraint',
    'CREATE TABLE t (a int, b int, c int, UNIQUE (a, b), UNIQUE (c) INCLUDE (b), PRIMARY KEY (a));',
    'ALTER TABLE t DROP b, DROP COLUMN IF EXISTS z;',
  ],
  [
    'dropped with what is computed from it',
    `CREATE TABLE t (a text, v tsvector GENERATED ALWAYS AS (to_tsvector('english', a)) STORED, b int);`,
    'CREATE INDEX ON t USING gin (v); CREATE INDEX ON t (b);',
    'ALTER TABLE t DROP COLUMN a CASCADE;',
  ],
  [
    'dropped with views that select it',
    tableSql +
      'CREATE VIEW v AS SELECT a, b FROM t; CREATE MATERIALIZED VIEW mv AS SELECT b FROM v; CREATE INDEX ON mv (b); CREATE MATERIALIZED VIEW mw AS SELECT id FROM t; CREATE INDEX ON mw (id);',
    'ALTER TABLE t DROP COLUMN a CASCADE;',
  ],
  [
    'of another type',
    tableSql,
    'CREATE INDEX i ON t (a); CREATE INDEX j ON t (id) WHERE a > 0; ALTER TABLE t ADD UNIQUE (a), ADD UNIQUE (id);',
    'ALTER TABLE t ALTER COLUMN a SET DATA TYPE bigint, ALTER b TYPE varchar(20);',
    'CREATE TABLE u (LIKE t INCLUDING ALL);',
  ],
  [
    'of another type, on partitions',
    partitionedSql + partitionSql,
    'CREATE INDEX i ON p (a); CREATE INDEX j ON p (b); CREATE INDEX k ON p (a, b);',
    'ALTER TABLE p ALTER COLUMN a TYPE bigint;',
  ],
];

export const tables: Example[] = [
  [
    'LIKE',
    tableSql,
    'CREATE INDEX i ON t (a); CREATE INDEX j ON t (a) WHERE a > 0; CREATE INDEX k ON t (lower(b), a) INCLUDE (id); ALTER TABLE t ADD PRIMARY KEY (id), ADD CONSTRAINT q UNIQUE (a), ADD EXCLUDE USING gist (span WITH &&) WHERE (a > 0);',
    'CREATE TABLE u (LIKE t INCLUDING INDEXES); CREATE TABLE v (LIKE t); CREATE TABLE w (x int UNIQUE, LIKE t INCLUDING ALL, y int UNIQUE); CREATE TABLE z (LIKE t INCLUDING ALL EXCLUDING INDEXES);',
  ],
  [
    'LIKE after a rename',
    tableSql,
    'CREATE INDEX i ON t (a, lower(b)); ALTER TABLE t ADD CONSTRAINT q UNIQUE (a); ALTER TABLE t RENAME a TO z;',
    'CREATE TABLE u (LIKE t INCLUDING INDEXES);',
  ],
  [
    'LIKE a materialized view',
    tableSql,
    'CREATE MATERIALIZED VIEW mv AS SELECT * FROM t; CREATE UNIQUE INDEX i ON mv (a);',
    'CREATE TABLE u (LIKE mv INCLUDING INDEXES);',
  ],
  [
    'LIKE a partition',
    partitionedSql + partitionSql,
    'CREATE INDEX ON p (a);',
    'CREATE TABLE u (LIKE p1 INCLUDING ALL); CREATE TABLE v (LIKE p INCLUDING ALL); DROP TABLE p;',
  ],
  [
    'CREATE TABLE AS',
    tableSql,
    'CREATE TABLE u AS SELECT * FROM t; CREATE INDEX ON u (a, (b || "C")); CREATE TABLE v (x, y) AS SELECT a, b FROM t; CREATE INDEX ON v (x);',
    'ALTER TABLE u DROP COLUMN b; ALTER TABLE v RENAME x TO z;',
  ],
  [
    'IF NOT EXISTS',
    'CREATE TABLE t (a int UNIQUE); CREATE INDEX u ON t (a);',
    'CREATE TABLE IF NOT EXISTS t (b int UNIQUE); CREATE TABLE IF NOT EXISTS u (c int UNIQUE); CREATE MATERIALIZED VIEW IF NOT EXISTS t AS SELECT 1 AS d;',
  ],
  [
    'temporary ones',
    tableSql,
    'CREATE TEMP TABLE t (z int PRIMARY KEY); CREATE INDEX ON t (z); CREATE INDEX ON public.t (a); CREATE TEMPORARY VIEW w AS SELECT 1 AS x;',
    'CREATE INDEX ON t (b);',
  ],
  [
    'DROP',
    tableSql,
    'CREATE INDEX i ON t (a); CREATE TABLE u (a int PRIMARY KEY); DROP TABLE IF EXISTS t, nowhere, u CASCADE;',
    tableSql,
  ],
  [
    'DROP with a materialized view',
    tableSql +
      'CREATE MATERIALIZED VIEW mv AS SELECT a FROM ONLY (t); CREATE INDEX ON mv (a); CREATE TABLE other (); CREATE MATERIALIZED VIEW mw AS SELECT 1 AS x FROM other; CREATE INDEX ON mw (x);',
    'ALTER TABLE t RENAME TO t2; DROP TABLE t2 CASCADE;',
  ],
  [
    'materialized views',
    tableSql,
    'CREATE MATERIALIZED VIEW mv AS SELECT * FROM t WITH NO DATA; CREATE UNIQUE INDEX i ON mv (a); CREATE INDEX ON mv ((lower(b))) WHERE a > 0;',
    'DROP MATERIALIZED VIEW mv;',
  ],
  [
    'views',
    tableSql,
    'CREATE VIEW v AS SELECT a FROM t; CREATE OR REPLACE VIEW v AS SELECT a, b FROM t; CREATE MATERIALIZED VIEW mv AS SELECT * FROM v; CREATE INDEX ON mv (b);',
    'ALTER VIEW v RENAME TO w; DROP VIEW w CASCADE;',
  ],
  [
    'of a type',
    'CREATE TYPE pair AS (a int, b int); CREATE TABLE t OF pair (PRIMARY KEY (a), b WITH OPTIONS UNIQUE); CREATE INDEX ON t (b, a);',
  ],
  [
    'INHERITS',
    'CREATE TABLE parent (a int, b int UNIQUE); CREATE TABLE child (c int UNIQUE) INHERITS (parent); CREATE INDEX ON child (a, c);',
  ],
];
