import { tableSql, vectors, partitionSql, partitionedSql, type Example } from './example';

export const createIndex: Example[] = [
  ['a plain index', tableSql, 'CREATE INDEX i ON t (a);'],
  ['a unique index', tableSql, 'CREATE UNIQUE INDEX i ON t (a, b);'],
  ['no name', tableSql, 'CREATE INDEX ON t (a); CREATE INDEX ON t (a); CREATE INDEX ON t (a, "C");'],
  ['no name, INCLUDE and WHERE', tableSql, 'CREATE INDEX ON t (a) INCLUDE (b, "C") WHERE id > 0;'],
  ['no name, a column twice', tableSql, 'CREATE INDEX ON t (a, a, b);'],
  ['no name, a unique one', tableSql, 'CREATE UNIQUE INDEX ON t (a);'],
  [
    'no name, expressions',
    tableSql,
    `CREATE INDEX ON t (lower(b)); CREATE INDEX ON t ((a + 1)); CREATE INDEX ON t ((a + 1), (a + 2), lower(b));
     CREATE INDEX ON t ((b::varchar(3))); CREATE INDEX ON t ((data->>'x')); CREATE INDEX ON t (((data->>'x')::int));
     CREATE INDEX ON t ((CASE WHEN a > 0 THEN b END)); CREATE INDEX ON t ((CASE WHEN a > 0 THEN 1 ELSE id END));
     CREATE INDEX ON t (coalesce(b, '')); CREATE INDEX ON t (nullif(a, 0)); CREATE INDEX ON t (greatest(a, id));
     CREATE INDEX ON t (least(a, id)); CREATE INDEX ON t ((ARRAY[a])); CREATE INDEX ON t ((tags[1]));
     CREATE INDEX ON t ((b COLLATE "C")); CREATE INDEX ON t ((a)); CREATE INDEX ON t ((a IS NULL));
     CREATE INDEX ON t (CAST(a AS bigint)); CREATE INDEX ON t (extract(year FROM timestamp '2024-02-29'), a);
     CREATE INDEX ON t (trim(both from b)); CREATE INDEX ON t (json_value(data, '$.a'));
     CREATE INDEX ON t (json_query(data, '$.a')); CREATE INDEX ON t (json_exists(data, '$.a'));
     CREATE INDEX ON t ((t.b)); CREATE INDEX ON t ((pt[0]))`,
  ],
  [
    'long names',
    `CREATE TABLE a_table_with_a_name_of_exactly_or_nearly_or_more_than_sixty_three_bytes
       (id int, a_column_with_a_name_that_takes_a_lot_of_room_in_any_name int, "überlänge ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ" int);`,
    `CREATE INDEX ON a_table_with_a_name_of_exactly_or_nearly_or_more_than_sixty_three_bytes
       (a_column_with_a_name_that_takes_a_lot_of_room_in_any_name, id);
     CREATE INDEX ON a_table_with_a_name_of_exactly_or_nearly_or_more_than_sixty_three_byte ("überlänge ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ");
     CREATE INDEX ON a_table_with_a_name_of_exactly_or_nearly_or_more_than_sixty_three_byte ("überlänge ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ");`,
  ],
  [
    'escaped names',
    'CREATE TABLE U&"d\\0061t\\+000061" (a int, "say ""hi""" int);',
    'CREATE INDEX ON data (a, "say ""hi""");',
  ],
  ['operator classes', tableSql, 'CREATE INDEX i ON t (b text_pattern_ops, "C" text_ops DESC, a int4_ops);'],
  ['an operator class with its schema', tableSql, 'CREATE INDEX i ON t (b pg_catalog.text_pattern_ops);'],
  [
    'options of operator classes',
    tableSql,
    'CREATE INDEX i ON t USING brin (a int4_bloom_ops(n_distinct_per_range = 50));',
  ],
  [
    'directions',
    tableSql,
    'CREATE INDEX i ON t (a DESC, b ASC NULLS FIRST, id DESC NULLS LAST, "C" NULLS LAST);',
  ],
  ['collations', tableSql, `CREATE INDEX i ON t (b COLLATE "C", "C" COLLATE pg_catalog."POSIX" DESC);`],
  [
    'NULLS NOT DISTINCT',
    tableSql,
    'CREATE UNIQUE INDEX i ON t (a) NULLS NOT DISTINCT; CREATE INDEX j ON t (a) NULLS NOT DISTINCT;',
  ],
  [
    'WITH',
    tableSql,
    `CREATE INDEX i ON t (a) WITH (fillfactor = 70, deduplicate_items = off) TABLESPACE pg_default;`,
  ],
  [
    'IF NOT EXISTS',
    tableSql,
    'CREATE INDEX i ON t (a); CREATE INDEX IF NOT EXISTS i ON t (b); CREATE INDEX IF NOT EXISTS t ON t (b);',
  ],
  [
    'CONCURRENTLY',
    tableSql,
    'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "I" ON public.t (a);',
    'DROP INDEX CONCURRENTLY "I";',
  ],
  [
    'other methods',
    tableSql,
    `CREATE INDEX ON t USING hash (b); CREATE INDEX ON t USING gin (tags, data jsonb_path_ops) WITH (fastupdate);
     CREATE INDEX ON t USING GIST (span) INCLUDE (a); CREATE INDEX ON t USING spgist (pt kd_point_ops);
     CREATE INDEX ON t USING brin (a, id) WITH (pages_per_range = 16, autosummarize = on);
     CREATE INDEX ON t USING gin (to_tsvector('english', b)); CREATE INDEX ON t USING gist (span range_ops, pt);`,
  ],
  [
    'pgvector',
    vectors,
    `CREATE INDEX ON m USING ivfflat (e vector_cosine_ops) WITH (lists = 5); CREATE INDEX ON m USING ivfflat (e);
     CREATE INDEX ON m USING hnsw (e vector_l2_ops) WITH (m = 4, ef_construction = 16);
     CREATE INDEX ON m USING hnsw (h halfvec_ip_ops); CREATE INDEX ON m USING hnsw (s sparsevec_l2_ops);
     CREATE INDEX ON m USING hnsw (bits bit_hamming_ops); CREATE INDEX ON m ((vector_dims(e)));
     CREATE INDEX ON m USING hnsw ((e::halfvec(3)) halfvec_l2_ops) WHERE n > 0;`,
  ],
  [
    'names that views, sequences and tables have',
    tableSql,
    'CREATE VIEW t_a_idx AS SELECT 1 AS x; CREATE SEQUENCE t_b_idx; CREATE TABLE t_a_b_idx (); CREATE INDEX ON t (a); CREATE INDEX ON t (b); CREATE INDEX ON t (a, b);',
  ],
  [
    'names of serial sequences',
    'CREATE TABLE s (id serial PRIMARY KEY, a bigserial UNIQUE); CREATE INDEX ON s (id);',
  ],
];

export const dropIndex: Example[] = [
  [
    'several names',
    tableSql,
    'CREATE INDEX i ON t (a); CREATE INDEX "J" ON t (b);',
    'DROP INDEX i, public."J" CASCADE;',
  ],
  ['IF EXISTS', tableSql, 'CREATE INDEX i ON t (a); DROP INDEX IF EXISTS nowhere.i, i, j RESTRICT;'],
  [
    'a partition index with its parent',
    partitionedSql + partitionSql,
    'CREATE INDEX i ON p (a);',
    'DROP INDEX p1_a_idx, i;',
  ],
  ['parent first', partitionedSql + partitionSql, 'CREATE INDEX i ON p (a);', 'DROP INDEX i, p1_a_idx;'],
  [
    'of a table in another schema',
    'CREATE SCHEMA s; CREATE TABLE s.t (a int); CREATE INDEX i ON s.t (a);',
    'DROP INDEX IF EXISTS public.i; DROP INDEX s.i;',
  ],
];
