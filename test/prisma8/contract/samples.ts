import type { IndexTrait } from '../../../src/core/protection/expressible-table';

/** An index made by hand, on the table T under the name X. */
export interface Sample {
  readonly make: string;
  /** The attribute that declares it under its own name; the likeliest one where none does. */
  readonly declared: string;
  /** The same as text between parentheses, for a name that ends in a hash. */
  readonly byText?: string;
}

const index = (on: string, args: string, text?: string): Sample => ({
  make: `CREATE INDEX X ON T ${on};`,
  declared: `@@index(${args}, map: "X")`,
  ...(text !== undefined && { byText: `@@index(${text}, name: "X")` }),
});

const unique = (on: string, args: string): Sample => ({
  make: `CREATE UNIQUE INDEX X ON T ${on};`,
  declared: `@@index(${args}, unique: true, map: "X")`,
});

const constraint = (rule: string, declared: string): Sample => ({
  make: `ALTER TABLE T ADD CONSTRAINT X ${rule};`,
  declared,
});

/** For each row of the table indexes that have the trait, of columns that Prisma 8 has a type for. */
export const samples: Readonly<Record<IndexTrait, readonly Sample[]>> = {
  'b-tree': [index('(a)', '[a]'), index('(a, b)', '[a, b]')],
  unique: [unique('(a)', '[a]')],
  'sort order': [
    index('(a DESC)', '[a]', 'expression: "a DESC"'),
    index('(a, b DESC)', '[a, b]', 'expression: "a, b DESC"'),
  ],
  hash: [index('USING hash (a)', '[a], type: "hash"')],
  gin: [index('USING gin (arr)', '[arr], type: "gin"'), index('USING gin (j)', '[j], type: "gin"')],
  // Of its types none has a default operator class there.
  gist: [
    index(
      `USING gist (to_tsvector('simple'::regconfig, a))`,
      `expression: "to_tsvector('simple'::regconfig, a)", type: "gist"`,
    ),
  ],
  spgist: [index('USING spgist (a)', '[a], type: "spgist"')],
  brin: [index('USING brin (n)', '[n], type: "brin"')],
  'other method': [
    index('USING hnsw (e vector_l2_ops)', '[e], type: "hnsw"'),
    index('USING ivfflat (e vector_cosine_ops)', '[e]'),
    index('USING hnsw (e vector_cosine_ops)', 'expression: "e vector_cosine_ops"'),
  ],
  'operator class': [
    index('USING gin (a gin_trgm_ops)', '[a], type: "gin"', 'expression: "a gin_trgm_ops", type: "gin"'),
    index('USING gin (j jsonb_path_ops)', '[j], type: "gin"', 'expression: "j jsonb_path_ops", type: "gin"'),
    index('USING gist (a gist_trgm_ops)', '[a], type: "gist"', 'expression: "a gist_trgm_ops", type: "gist"'),
    index(
      'USING brin (n int4_bloom_ops)',
      '[n], type: "brin"',
      'expression: "n int4_bloom_ops", type: "brin"',
    ),
  ],
  'other operator class': [
    index('(a text_pattern_ops)', '[a]', 'expression: "a text_pattern_ops"'),
    unique('(a text_pattern_ops)', '[a]'),
    index(
      'USING hash (a text_pattern_ops)',
      '[a], type: "hash"',
      'expression: "a text_pattern_ops", type: "hash"',
    ),
  ],
  'operator class options': [
    index(
      'USING gist (a gist_trgm_ops(siglen = 32))',
      '[a], type: "gist"',
      'expression: "a gist_trgm_ops(siglen = 32)", type: "gist"',
    ),
  ],
  collation: [index('(a COLLATE "C")', '[a]', String.raw`expression: "a COLLATE \"C\""`)],
  'nulls order': [
    index('(a NULLS FIRST)', '[a]', 'expression: "a NULLS FIRST"'),
    index('(a DESC NULLS LAST)', '[a]', 'expression: "a DESC NULLS LAST"'),
  ],
  'nulls not distinct': [unique('(a) NULLS NOT DISTINCT', '[a]')],
  'storage parameters': [
    index('(a) WITH (fillfactor = 70)', '[a], type: "btree", options: { fillfactor: "70" }'),
    index(
      'USING brin (n) WITH (pages_per_range = 32)',
      '[n], type: "brin", options: { pages_per_range: "32" }',
    ),
  ],
  include: [index('(a) INCLUDE (b)', '[a, b]')],
  'unique include': [unique('(a) INCLUDE (b)', '[a]')],
  where: [
    index('(a) WHERE b IS NOT NULL', '[a], where: "(b IS NOT NULL)"'),
    unique('(a) WHERE b IS NOT NULL', '[a], where: "(b IS NOT NULL)"'),
    index('USING gin (arr) WHERE b IS NOT NULL', '[arr], type: "gin", where: "(b IS NOT NULL)"'),
  ],
  expression: [
    index('(lower(a))', 'expression: "lower(a)"', 'expression: "lower(a)"'),
    index('(b, lower(a))', 'expression: "b, lower(a)"', 'expression: "b, lower(a)"'),
    unique('(lower(a)) WHERE b IS NOT NULL', 'expression: "lower(a)", where: "(b IS NOT NULL)"'),
  ],
  'unique constraint': [
    constraint('UNIQUE (a)', '@@unique([a], map: "X")'),
    constraint('UNIQUE (a) DEFERRABLE INITIALLY DEFERRED', '@@unique([a], map: "X")'),
  ],
  'primary key': [constraint('PRIMARY KEY (id)', '@@id([id], map: "X")')],
  'exclusion constraint': [constraint('EXCLUDE USING btree (a WITH =)', '')],
};

export function modelFor(table: string, attribute = ''): string {
  return `model ${table} {
  id  Int      @unique
  a   String?
  b   String?
  n   Int?
  j   Jsonb?
  arr String[] @noCheck
  e   pgvector.Vector(length: 3)?

  ${attribute}
}
`;
}
