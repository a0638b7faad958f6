import { tableSql, partitionSql, partitionedSql, type Example } from './example';

export const rename: Example[] = [
  [
    'an index',
    tableSql,
    'CREATE INDEX i ON t (a);',
    'ALTER INDEX IF EXISTS i RENAME TO "J"; ALTER TABLE "J" RENAME TO k; ALTER INDEX IF EXISTS i RENAME TO l;',
  ],
  [
    'a table',
    tableSql,
    'CREATE INDEX ON t (a); CREATE INDEX ON t ((t.b || t."C"), a) WHERE t.a > 0;',
    'ALTER TABLE t RENAME TO "T 2"; CREATE INDEX ON "T 2" (a); ALTER TABLE "T 2" RENAME COLUMN a TO z;',
  ],
  ['a table by ALTER INDEX', tableSql, 'CREATE INDEX i ON t (a);', 'ALTER INDEX i RENAME TO j;'],
  [
    'two columns, over a third name',
    tableSql,
    'CREATE INDEX i ON t (a, id, (a - id)) WHERE a > id;',
    'ALTER TABLE t RENAME a TO x; ALTER TABLE t RENAME COLUMN id TO a; ALTER TABLE t RENAME x TO id;',
  ],
  [
    'columns with the names of types, functions, operator classes and collations',
    'CREATE TABLE t (a text, text text, lower text, text_pattern_ops text, "C" text, date timestamp, year int);',
    `CREATE INDEX i ON t (lower(a), (year::text), a COLLATE "C" text_pattern_ops, CAST(year AS text), extract(year FROM date));
     CREATE INDEX j ON t (("text"::varchar), (("C" COLLATE "C")), (lower), (date::date)) WHERE date > date '2024-02-29';`,
    `ALTER TABLE t RENAME text TO renamed; ALTER TABLE t RENAME "C" TO "D"; ALTER TABLE t RENAME lower TO "upper";
     ALTER TABLE t RENAME date TO at; ALTER TABLE t RENAME text_pattern_ops TO ops;`,
    'ALTER TABLE t DROP COLUMN year;',
    'ALTER TABLE t DROP COLUMN "upper";',
  ],
  [
    'a constraint',
    'CREATE TABLE t (a int PRIMARY KEY, b int CONSTRAINT c UNIQUE, CONSTRAINT d CHECK (b > 0)); CREATE TABLE u (a int, CONSTRAINT d UNIQUE (a));',
    'ALTER TABLE t RENAME CONSTRAINT t_pkey TO pk; ALTER TABLE t RENAME CONSTRAINT c TO e; ALTER TABLE t RENAME CONSTRAINT d TO f;',
  ],
  [
    'a schema',
    'CREATE SCHEMA s; CREATE TABLE s.t (a int PRIMARY KEY); CREATE INDEX i ON s.t (a) WHERE a > 0;',
    'ALTER SCHEMA s RENAME TO "S 2"; CREATE TABLE t (b int UNIQUE);',
    'DROP INDEX "S 2".i;',
  ],
  [
    'a type',
    `CREATE TYPE mood AS ENUM ('a'); CREATE TABLE t (a mood, b mood[], c int);`,
    'CREATE INDEX i ON t (a); CREATE INDEX j ON t (c, b);',
    'ALTER TYPE mood RENAME TO mood_old; CREATE TYPE mood AS ENUM (); DROP TYPE mood;',
    'DROP TYPE mood_old CASCADE;',
  ],
  [
    'a materialized view and its column',
    tableSql + 'CREATE MATERIALIZED VIEW mv AS SELECT * FROM t; CREATE INDEX ON mv (a);',
    'ALTER MATERIALIZED VIEW mv RENAME COLUMN a TO z; ALTER MATERIALIZED VIEW mv RENAME TO mw; CREATE INDEX ON mw (z);',
  ],
  [
    'a partitioned table and its column',
    partitionedSql + partitionSql,
    'CREATE INDEX ON p (a, lower(b));',
    'ALTER TABLE p RENAME TO q; ALTER TABLE q RENAME COLUMN a TO z; CREATE TABLE p3 PARTITION OF q FOR VALUES FROM (20) TO (30);',
  ],
  [
    'SET SCHEMA',
    tableSql,
    'CREATE SCHEMA s; CREATE INDEX i ON t (a) WHERE t.a > 0; ALTER TABLE t SET SCHEMA s;',
    'DROP INDEX s.i;',
  ],
  [
    'an index found before a table of its name',
    'CREATE SCHEMA s; CREATE TABLE s.t (a int); CREATE INDEX x ON s.t (a); CREATE TABLE x (b int UNIQUE);',
    'SET search_path TO s, public; ALTER TABLE x RENAME TO y;',
  ],
];
