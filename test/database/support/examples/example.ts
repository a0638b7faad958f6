/** What an example is about, and its migrations. Each must be accepted by PostgreSQL as it stands. */
export type Example = readonly [title: string, ...migrations: string[]];

export const tableSql =
  'CREATE TABLE t (id int, a int, b text, "C" text, tags text[], data jsonb, span int4range, pt point);';
export const vectors =
  'CREATE TABLE m (id int PRIMARY KEY, e vector(3), h halfvec(3), s sparsevec(3), bits bit(3), n int);';
export const partitionedSql = 'CREATE TABLE p (id int, a int, b text) PARTITION BY RANGE (id);';
export const partitionSql = 'CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);';
