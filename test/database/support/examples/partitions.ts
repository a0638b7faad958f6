import { partitionedSql, partitionSql, type Example } from './example';

const loose = 'CREATE TABLE p2 (id int, a int, b text);';
const attach = 'ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (10) TO (20);';

export const partitions: Example[] = [
  [
    'an index on all',
    partitionedSql + partitionSql,
    'CREATE INDEX i ON p (a); CREATE INDEX ON p (lower(b), a) INCLUDE (id); CREATE UNIQUE INDEX ON p (id, a); ALTER TABLE p ADD PRIMARY KEY (id), ADD UNIQUE (a, id);',
    'CREATE TABLE p3 PARTITION OF p FOR VALUES FROM (20) TO (30);',
    'DROP INDEX i; ALTER TABLE p DROP CONSTRAINT p_pkey;',
  ],
  [
    'an index that the partition has already',
    partitionedSql + partitionSql,
    'CREATE INDEX mine ON p1 (a DESC) WITH (fillfactor = 70); CREATE INDEX other ON p1 (a) WHERE a > 0; CREATE INDEX i ON p (a);',
    'DROP INDEX i;',
  ],
  [
    'a constraint that the partition has already',
    partitionedSql + partitionSql,
    'ALTER TABLE p1 ADD CONSTRAINT mine UNIQUE (id, a); CREATE UNIQUE INDEX bare ON p1 (id); ALTER TABLE p ADD UNIQUE (id, a), ADD UNIQUE (id);',
  ],
  [
    'an index of a constraint for a plain one',
    partitionedSql + partitionSql,
    'ALTER TABLE p1 ADD CONSTRAINT mine UNIQUE (id); CREATE UNIQUE INDEX i ON p (id);',
  ],
  [
    'ONLY and ATTACH',
    partitionedSql + partitionSql,
    'CREATE INDEX i ON ONLY p (a); CREATE INDEX j ON p1 (a); ALTER INDEX i ATTACH PARTITION j;',
    'DROP INDEX i;',
  ],
  [
    'a constraint of ONLY the partitioned table',
    partitionedSql + partitionSql,
    'ALTER TABLE ONLY p ADD UNIQUE (id); ALTER TABLE p1 ADD UNIQUE (id); ALTER INDEX p_id_key ATTACH PARTITION p1_id_key;',
    'ALTER TABLE p DROP CONSTRAINT p_id_key;',
  ],
  [
    'ATTACH PARTITION',
    partitionedSql + loose,
    'CREATE INDEX i ON p (a); CREATE INDEX j ON p (b); ALTER TABLE p ADD UNIQUE (id, a); CREATE INDEX mine ON p2 (a);',
    attach,
    'DROP INDEX i;',
  ],
  [
    'ATTACH PARTITION with a key',
    partitionedSql + loose,
    'ALTER TABLE p ADD PRIMARY KEY (id); ALTER TABLE p2 ADD CONSTRAINT u UNIQUE (id), ALTER COLUMN id SET NOT NULL;',
    attach,
  ],
  [
    'DETACH PARTITION',
    partitionedSql + partitionSql,
    'CREATE INDEX i ON p (a); ALTER TABLE p ADD UNIQUE (id, a);',
    'ALTER TABLE p DETACH PARTITION p1; DROP INDEX i; DROP INDEX p1_a_idx; ALTER TABLE p DROP CONSTRAINT p_id_a_key;',
    'DROP TABLE p;',
  ],
  [
    'partitions of partitions',
    partitionedSql,
    'CREATE INDEX i ON p (a); CREATE TABLE q PARTITION OF p FOR VALUES FROM (0) TO (100) PARTITION BY RANGE (id); CREATE TABLE q1 PARTITION OF q FOR VALUES FROM (0) TO (10); CREATE INDEX ON p (b);',
    'ALTER TABLE p RENAME COLUMN a TO z; ALTER TABLE p DROP COLUMN b;',
    'DROP TABLE q;',
  ],
  [
    'own constraints of a partition',
    partitionedSql,
    'ALTER TABLE p ADD UNIQUE (id);',
    'CREATE TABLE p1 PARTITION OF p (UNIQUE (id), a WITH OPTIONS UNIQUE, b DEFAULT 1) FOR VALUES FROM (0) TO (10);',
  ],
  [
    'DROP TABLE of the partitioned table',
    partitionedSql + partitionSql,
    'CREATE INDEX i ON p (a); CREATE INDEX ON p1 (b);',
    'DROP TABLE p;',
  ],
  [
    'in several schemas',
    'CREATE SCHEMA s;' + partitionedSql,
    'CREATE INDEX i ON p (a); CREATE TABLE s.p1 PARTITION OF p FOR VALUES FROM (0) TO (10); CREATE INDEX i ON s.p1 (b);',
    'DROP SCHEMA s CASCADE;',
  ],
  [
    'a column added and dropped',
    partitionedSql + partitionSql,
    'ALTER TABLE p ADD COLUMN z int; CREATE INDEX ON p (z); CREATE INDEX ON p1 (z, a);',
    'ALTER TABLE p DROP COLUMN z;',
  ],
  [
    'an exclusion constraint',
    partitionedSql + partitionSql,
    'ALTER TABLE p ADD EXCLUDE (id WITH =, a WITH =);',
    'CREATE TABLE p3 PARTITION OF p FOR VALUES FROM (20) TO (30); CREATE TABLE u (LIKE p INCLUDING INDEXES);',
  ],
];
