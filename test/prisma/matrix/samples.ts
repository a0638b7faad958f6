import type { IndexTrait } from '../../../src/core/protection/expressible-table';

/** An index made by hand, on the table T under the name X. */
export interface Sample {
  readonly make: string;
  /**
   * The model's attribute for it, where that is not what `declarationOf` gives, because it gives none: either there is
   * no good one, and this is the likeliest of the bad ones, or what is good for a test is too dangerous for people.
   */
  readonly declared?: string;
  /** The same with the preview feature partialIndexes. */
  readonly declaredPartial?: string;
}

const index = (on: string): Sample => ({ make: `CREATE INDEX X ON T ${on};` });
const unique = (on: string): Sample => ({ make: `CREATE UNIQUE INDEX X ON T ${on};` });
const constraint = (rule: string, declared: string): Sample => ({
  make: `ALTER TABLE T ADD CONSTRAINT X ${rule};`,
  declared,
});

/** Partial indexes: the plain declaration, and for Prismas that know WHERE its text just as PostgreSQL reprints it. */
const partial = (sample: Sample, attribute: string, args: string): Sample => ({
  make: sample.make.replace(';', ' WHERE b IS NOT NULL;'),
  declared: `@@${attribute}(${args}, map: "X")`,
  declaredPartial: `@@${attribute}(${args}, map: "X", where: raw("(b IS NOT NULL)"))`,
});

/** For each row of the table indexes that have the trait and, where there is a choice, no other one. */
export const samples: Readonly<Record<IndexTrait, readonly Sample[]>> = {
  'b-tree': [index('(a)'), index('(a, b)'), index('(j)')],
  unique: [unique('(a)'), unique('(a, n)')],
  'sort order': [index('(a DESC)'), index('(a, b DESC)'), unique('(a DESC)')],
  hash: [index('USING hash (a)')],
  gin: [index('USING gin (arr)'), index('USING gin (j)'), index('USING gin (ts)')],
  gist: [index('USING gist (box)'), index('USING gist (ts)'), index('USING gist (box, r)')],
  spgist: [index('USING spgist (a)'), index('USING spgist (ip)'), index('USING spgist (r)')],
  brin: [index('USING brin (n)'), index('USING brin (at, n)'), index('USING brin (r)')],
  'other method': [
    index('USING hnsw (e vector_l2_ops)'),
    index('USING ivfflat (e vector_cosine_ops)'),
    index('USING hnsw (h halfvec_l2_ops)'),
    index('USING hnsw (bits bit_hamming_ops)'),
    { ...index('USING bloom (n)'), declared: '@@index([n], map: "X")' },
  ],
  'operator class': [
    index('USING gin (a gin_trgm_ops)'),
    index('USING gin (a gin_trgm_ops, b gin_trgm_ops)'),
    index('USING gin (j jsonb_path_ops)'),
    index('USING gist (a gist_trgm_ops)'),
    index('USING gist (ip inet_ops)'),
    index('USING gist (n gist_int4_ops, r)'),
    index('USING spgist (pt kd_point_ops)'),
    index('USING brin (n int4_bloom_ops)'),
  ],
  'other operator class': [
    index('(a text_pattern_ops)'),
    unique('(a text_pattern_ops)'),
    index('USING hash (a text_pattern_ops)'),
    index('USING hnsw (e vector_cosine_ops)'),
  ],
  'operator class options': [
    index('USING gist (a gist_trgm_ops(siglen = 32))'),
    index('USING gist (ts tsvector_ops(siglen = 32))'),
    index('USING brin (n int4_bloom_ops(n_distinct_per_range = 100))'),
  ],
  collation: [index('(a COLLATE "C")')],
  'nulls order': [index('(a NULLS FIRST)'), index('(a DESC NULLS LAST)')],
  'nulls not distinct': [unique('(a) NULLS NOT DISTINCT')],
  'storage parameters': [
    index('(a) WITH (fillfactor = 70)'),
    index('USING brin (n) WITH (pages_per_range = 32)'),
    index('USING ivfflat (e vector_l2_ops) WITH (lists = 10)'),
  ],
  include: [index('(a) INCLUDE (b)'), index('(a DESC) INCLUDE (b, n)')],
  'unique include': [{ ...unique('(a) INCLUDE (b)'), declared: '@@unique([a], map: "X")' }],
  where: [
    partial(index('(a)'), 'index', '[a]'),
    partial(unique('(a)'), 'unique', '[a]'),
    partial(index('USING gin (arr)'), 'index', '[arr], type: Gin'),
  ],
  expression: [
    { ...index('(lower(a))'), declared: '@@index([a], map: "X")' },
    { ...index('(b, lower(a))'), declared: '@@index([b, a], map: "X")' },
    { ...unique('(lower(a)) WHERE b IS NOT NULL'), declared: '@@unique([a], map: "X")' },
  ],
  'unique constraint': [
    constraint('UNIQUE (a)', '@@unique([a], map: "X")'),
    constraint('UNIQUE NULLS NOT DISTINCT (a)', '@@unique([a], map: "X")'),
    constraint('UNIQUE (a) DEFERRABLE INITIALLY DEFERRED', '@@unique([a], map: "X")'),
  ],
  'primary key': [constraint('PRIMARY KEY (id)', '@@id([id], map: "X")')],
  'exclusion constraint': [
    constraint('EXCLUDE USING gist (r WITH &&)', '@@index([r], map: "X", type: Gist)'),
  ],
};

/** What the tables need, as the first lines of a migration. */
export const extensions = ['vector', 'pg_trgm', 'btree_gist', 'bloom']
  .map((name) => `CREATE EXTENSION ${name};\n`)
  .join('');

/** A table with a column of each sort; only a sample makes it a primary key. */
export function tableFor(table: string): string {
  return `CREATE TABLE "${table}" (
  "id" TEXT NOT NULL, "a" TEXT, "b" TEXT, "n" INTEGER, "at" TIMESTAMP(3), "j" JSONB, "arr" TEXT[], "ip" INET,
  "ts" tsvector, "e" vector(3), "h" halfvec(3), "bits" BIT(8), "box" box, "r" int4range, "pt" point
);
CREATE UNIQUE INDEX "${table}_id_key" ON "${table}"("id");
`;
}

/** The model of that table, with one attribute more or none. */
export function modelFor(table: string, attribute = ''): string {
  return `model ${table} {
  id   String                     @unique
  a    String?
  b    String?
  n    Int?
  at   DateTime?
  j    Json?
  arr  String[]
  ip   String?                    @db.Inet
  ts   Unsupported("tsvector")?
  e    Unsupported("vector(3)")?
  h    Unsupported("halfvec(3)")?
  bits String?                    @db.Bit(8)
  box  Unsupported("box")?
  r    Unsupported("int4range")?
  pt   Unsupported("point")?

  ${attribute}
}
`;
}
