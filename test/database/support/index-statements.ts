import {
  about,
  anyTable,
  existing,
  index,
  listOf,
  materializedView,
  maybe,
  newIndexName,
  partitioned,
  plainIndex,
  plainColumn,
  seldom,
  some,
  sql,
  table,
  textColumn,
} from './names';

const order = some('', '', 'ASC', 'DESC', 'NULLS FIRST', 'NULLS LAST', 'DESC NULLS LAST', 'ASC NULLS FIRST');

const expression = some(
  sql`lower(${textColumn})`,
  sql`"lower"( ${textColumn} )`,
  sql`(${textColumn} || 'x')`,
  sql`(${plainColumn})`,
  sql`(${textColumn} COLLATE "C")`,
  sql`coalesce(${textColumn}, '')`,
  sql`(${textColumn}::varchar(10))`,
  sql`CAST(n AS text)`,
  `((n + 1))`,
  `(n::text)`,
  `(data->>'a')`,
  `((data->'a'->>'b')::int)`,
  `(CASE WHEN n > 0 THEN id ELSE n END)`,
  `(CASE WHEN n > 0 THEN 1 END)`,
  `nullif(n, 0)`,
  `greatest(n, id)`,
  `least(n, 1)`,
  `(ARRAY[n, id])`,
  `(tags[1])`,
  `date_trunc('day', at)`,
  `extract(year FROM at)`,
  `((at AT TIME ZONE 'UTC')::date)`,
  `vector_dims(embedding)`,
  `((data->>'text')::text)`,
  `(substring(body from 1 for 3))`,
  `json_value(data, '$.a')`,
);

const btreeKey = some(
  sql`${plainColumn} ${order}`,
  sql`${plainColumn} ${order}`,
  sql`${textColumn} ${seldom('COLLATE "C"')} ${some('', '', 'text_ops', 'text_pattern_ops')} ${order}`,
  sql`id int4_ops`,
  sql`tags array_ops`,
  sql`${expression} ${order}`,
);

const predicate = some(
  sql`${plainColumn} IS NOT NULL`,
  sql`n > 0 AND ${textColumn} <> ''`,
  sql`${textColumn} IN ('a', 'b')`,
  sql`lower(${textColumn}) = 'x' OR (n IS NULL)`,
  `NOT (data ? 'text')`,
  `at > timestamp '2024-02-29'`,
  `users.n = 1`,
  `body LIKE 'a%'`,
);

const btreeWith = some('', '', 'WITH (fillfactor = 70)', `WITH (FILLFACTOR='80', deduplicate_items = off)`);

/** What stands behind the table's name: the method, keys and all the rest. */
const special = some(
  'USING hash (n)',
  sql`USING hash (${textColumn})`,
  'USING gin (tags)',
  'USING gin (tags array_ops, data)',
  'USING gin (data jsonb_path_ops) WITH (fastupdate = off)',
  'USING gin (data jsonb_ops) WITH (fastupdate)',
  sql`USING gin (to_tsvector('english', ${textColumn}))`,
  'USING gin (search)',
  'USING gist (span, pt)',
  'USING gist (span range_ops) INCLUDE (n)',
  'USING GiST (search tsvector_ops(siglen = 32))',
  'USING spgist (pt kd_point_ops)',
  sql`USING spgist (${textColumn} text_ops)`,
  'USING brin (n, at)',
  'USING brin (n int4_bloom_ops(n_distinct_per_range = 100)) WITH (pages_per_range = 64)',
  'USING "brin" (at timestamp_minmax_multi_ops(values_per_range=16))',
  'USING ivfflat (embedding vector_cosine_ops) WITH (lists = 10)',
  `USING ivfflat (embedding vector_l2_ops) WITH (lists = '1')`,
  'USING ivfflat (embedding)',
  'USING hnsw (embedding vector_cosine_ops) WITH (m = 8, ef_construction = 32)',
  'USING hnsw ("embedding" public.vector_l2_ops)',
  'USING hnsw (half halfvec_l2_ops)',
  'USING hnsw ((embedding::halfvec(3)) halfvec_cosine_ops)',
  'USING hnsw ((binary_quantize(embedding)::bit(3)) bit_hamming_ops)',
);

const include = seldom(sql`INCLUDE (${listOf(plainColumn, 2)})`);
const where = seldom(sql`WHERE ${predicate}`);

const btree = sql`${seldom('USING btree')} (${listOf(btreeKey, 3)}) ${include} ${seldom('NULLS NOT DISTINCT')} ${btreeWith} ${where}`;

const indexed = some(table, table, anyTable, partitioned, materializedView);

const named = some('', '', newIndexName, newIndexName, sql`IF NOT EXISTS ${newIndexName}`);

export const createIndex = some(
  sql`CREATE ${seldom('UNIQUE')} INDEX ${named} ON ${seldom('ONLY')} ${indexed} ${btree}`,
  sql`CREATE INDEX ${named} ON ${seldom('ONLY')} ${indexed} ${special} ${where}`,
  // Plain ones, of which there are likes on partitions.
  sql`CREATE INDEX ON ${seldom('ONLY')} ${some(partitioned, anyTable)} ${some('(n)', '(n DESC)', '(lower(body))', '(n, at)')}`,
  sql`CREATE UNIQUE INDEX ${newIndexName} ON ${indexed} (${listOf(plainColumn, 2)}) ${include}`,
);

/** For a migration of its own. */
export const concurrently = some(
  sql`CREATE INDEX CONCURRENTLY ${named} ON ${table} ${btree}`,
  sql`DROP INDEX CONCURRENTLY ${maybe('IF EXISTS')} ${plainIndex}`,
);

export const otherIndexStatement = some(
  sql`DROP INDEX ${listOf(plainIndex, 2)} ${seldom('CASCADE')}`,
  sql`DROP INDEX ${plainIndex}, ${index}`,
  sql`DROP INDEX IF EXISTS ${listOf(plainIndex, 3)} ${seldom(some('CASCADE', 'RESTRICT'))}`,
  sql`ALTER INDEX ${seldom('IF EXISTS')} ${index} RENAME TO ${newIndexName}`,
  sql`ALTER TABLE ${index} RENAME TO ${newIndexName}`,
  about(
    (n) =>
      sql`ALTER INDEX ${existing('parentOfChildIndex', n)} ATTACH PARTITION ${existing('childIndex', n)}`,
  ),
);
