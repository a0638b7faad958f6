import { tableSql, vectors, type Example } from './example';

export const surroundings: Example[] = [
  [
    'search_path',
    'CREATE SCHEMA a; CREATE SCHEMA "B";',
    'SET search_path TO a, public; CREATE TABLE t (x int UNIQUE); CREATE INDEX i ON t (x);',
    `SET search_path = "B", 'a'; CREATE TABLE t (y int UNIQUE); CREATE INDEX i ON t (y); DROP INDEX a.i;`,
    `SELECT set_config('search_path', 'a, "B"', false); CREATE INDEX j ON t (x); DROP INDEX i;`,
    'CREATE TABLE t (z int); SET LOCAL search_path TO a; CREATE INDEX k ON t (x); RESET search_path; CREATE INDEX k ON t (z);',
    `SET SCHEMA 'B'; CREATE INDEX l ON t (y);`,
  ],
  [
    'a search_path with schemas that are gone',
    'CREATE SCHEMA a; CREATE SCHEMA b; DROP SCHEMA a;',
    'SET search_path TO a, b, public; CREATE TABLE t (x int UNIQUE);',
    'CREATE SCHEMA a; SET search_path TO a, b; CREATE TABLE t (y int UNIQUE);',
  ],
  [
    'DROP SCHEMA',
    'CREATE SCHEMA a; CREATE SCHEMA b; CREATE TABLE a.t (x int PRIMARY KEY); CREATE TABLE b.t (x int PRIMARY KEY); CREATE MATERIALIZED VIEW b.mv AS SELECT * FROM a.t; CREATE INDEX ON b.mv (x);',
    'DROP SCHEMA IF EXISTS a, nowhere CASCADE;',
  ],
  [
    'DROP EXTENSION',
    vectors + 'CREATE TABLE n (id int, e vector[], f float[]);',
    'CREATE INDEX ON m USING hnsw (e vector_l2_ops); CREATE INDEX ON m USING hnsw (bits bit_hamming_ops); CREATE INDEX ON m (n) WHERE e IS NOT NULL; CREATE INDEX ON m (n); CREATE INDEX ON n (id) WHERE e IS NULL; CREATE INDEX ON n USING hnsw ((f::vector(3)) vector_l2_ops); CREATE INDEX ON n (((f::vector(3))::text)); CREATE INDEX ON m USING ivfflat (h halfvec_l2_ops);',
    'DROP EXTENSION vector CASCADE;',
    'CREATE EXTENSION vector; ALTER TABLE m ADD COLUMN e vector(3); CREATE INDEX ON m USING hnsw (e vector_l2_ops);',
  ],
  [
    'DROP TYPE and DOMAIN',
    `CREATE TYPE mood AS ENUM ('a'); CREATE DOMAIN email AS text; CREATE TABLE t (a mood, b email, c int);`,
    'CREATE INDEX ON t (a, c); CREATE INDEX ON t (c) INCLUDE (b); CREATE INDEX ON t (c);',
    'DROP TYPE IF EXISTS mood CASCADE; DROP DOMAIN email CASCADE;',
  ],
  [
    'DO blocks',
    tableSql,
    `DO $$ BEGIN CREATE INDEX i ON t (a); EXECUTE 'CREATE INDEX j ON t (b) WHERE b <> ''x'''; IF true THEN DROP INDEX i; END IF; END $$;`,
    `DO $$ DECLARE x int; BEGIN IF NOT EXISTS (SELECT FROM pg_class WHERE relname = 'j') THEN CREATE INDEX j ON t (a); END IF; EXECUTE format('CREATE INDEX %I ON t (a)', 'K'); END $$ LANGUAGE plpgsql;`,
  ],
  [
    'functions are not run',
    tableSql,
    `CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'CREATE INDEX i ON t (a)'; CREATE INDEX j ON t (b);`,
  ],
];
