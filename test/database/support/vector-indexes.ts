/** What is tried on a table `t`: first what is taken, then the statement in question. */
export interface Attempt {
  readonly before?: string;
  readonly statement: string;
}

export const tables = `CREATE TABLE t (
  id integer PRIMARY KEY, small vector(3), most vector(2000), many vector(2001), bare vector,
  half halfvec(4000), half_many halfvec(4001), half_bare halfvec,
  bits bit(64000), bits_many bit(64001), one_bit bit, var varbit(10),
  sparse sparsevec(100000), sparse_bare sparsevec
);
CREATE TABLE parts (id integer, small vector(3), many vector(2001), bare vector) PARTITION BY RANGE (id);
CREATE TABLE "Memory" (id integer PRIMARY KEY, "Embedding" public.vector(3072));`;

/** By method, each of the options that there are, at and beyond the bounds. */
const options = [
  ...['list = 100', 'lists = 100', 'LISTS = 100', '"LISTS" = 100', '"lists" = 100', "lists = '100'"],
  ...['lists = 0', 'lists = 1', 'lists = -1', 'lists = 32769', 'lists = 99999999999'],
  ...["lists = 'many'", 'lists = many', 'lists = true', 'lists', 'lists = 1.5', 'lists = 0.4'],
  ...["lists = '0x10'", "lists = '010'", "lists = '1e2'", "lists = ' 10 '", 'lists = 1e2'],
  ...['lists = 100, lists = 200', 'fillfactor = 70', 'm = 16', 'probes = 10', 'ivfflat.lists = 10'],
].map((option) => `ivfflat (small) WITH (${option})`);

const graphOptions = [
  ...['lists = 100', 'm = 1', 'm = 2', 'm = 32', 'm = 33', 'm = 100', 'm = 100, ef_construction = 200'],
  ...[
    'm = 101, ef_construction = 300',
    'm = 2, ef_construction = 4',
    'ef_construction = 3',
    'ef_construction = 4',
  ],
  ...['ef_construction = 31', 'ef_construction = 32', 'ef_construction = 1000', 'ef_construction = 1001'],
  ...[
    'ef_search = 40',
    'efConstruction = 40',
    'ef_construction = 31, foo = 3',
    'M = 24, EF_CONSTRUCTION = 48',
  ],
  ...["m = '16'", "m = '40'", 'm = 16, m = 17'],
].map((option) => `hnsw (small vector_cosine_ops) WITH (${option})`);

const opclasses = [
  ...['vector', 'halfvec', 'sparsevec'].flatMap((type) =>
    ['l2', 'ip', 'cosine', 'l1'].map((distance) => `${type}_${distance}_ops`),
  ),
  ...['bit_hamming_ops', 'bit_jaccard_ops', ''],
];

/** Every operator class on columns by both methods. */
function byClass(columns: readonly string[]): string[] {
  return ['hnsw', 'ivfflat'].flatMap((method) =>
    columns.flatMap((column) => opclasses.map((opclass) => `${method} (${`${column} ${opclass}`.trim()})`)),
  );
}

const sizes = [
  ...['most vector_l2_ops', 'many vector_cosine_ops', 'bare vector_l2_ops', 'half_many halfvec_ip_ops'],
  ...[
    'half_bare halfvec_l2_ops',
    'bits bit_hamming_ops',
    'bits_many bit_hamming_ops',
    'one_bit bit_hamming_ops',
  ],
].flatMap((key) => [`hnsw (${key})`, `ivfflat (${key})`]);

const expressions = [
  ...['(many::halfvec(2001)) halfvec_cosine_ops', '(many::halfvec) halfvec_cosine_ops'],
  ...['(many::halfvec(4001)) halfvec_cosine_ops', '(CAST(many AS halfvec(2001))) halfvec_cosine_ops'],
  ...['(many::halfvec(2001)) vector_cosine_ops', '(bare::vector(2001)) vector_cosine_ops'],
  ...['(CAST(bare AS public.vector(2001))) public.vector_cosine_ops', '(bare::vector(3)) vector_cosine_ops'],
  ...['(most::vector(2001)) vector_l2_ops', '(binary_quantize(many)::bit(2001)) bit_hamming_ops'],
  ...['(binary_quantize(many)) bit_hamming_ops', '(binary_quantize(many)::bit(70000)) bit_jaccard_ops'],
  ...['(binary_quantize(half_many)::bit(4001)) bit_hamming_ops'],
  ...[
    '(subvector(many, 1, 100)::vector(100)) vector_l2_ops',
    '(many) vector_l2_ops',
    '(small) vector_l2_ops',
  ],
].map((key) => `hnsw (${key})`);

const shapes = [
  ...[
    'small vector_l2_ops DESC',
    'small vector_l2_ops NULLS FIRST',
    'small vector_l2_ops, most vector_l2_ops',
  ],
  'small vector_l2_ops) INCLUDE (id',
].map((keys) => `hnsw (${keys})`);

/** What stands behind CREATE INDEX i ON t USING. */
export const indexes: readonly string[] = [
  ...[...options, ...graphOptions, ...sizes, ...byClass(['half', 'var']), ...expressions, ...shapes],
  ...['hnsw (sparse sparsevec_l2_ops)', 'hnsw (sparse_bare sparsevec_l2_ops)', 'ivfflat (many)'],
  'hnsw (many vector_l2_ops) WHERE id > 0',
  'HNSW (many vector_l2_ops)',
  'hnsw (many vector_l2_ops) WITH (m = 16)',
];

/** The rest of the matrix, and the most lists, which take seconds to make. */
export const moreIndexes: readonly string[] = [
  ...byClass([
    'most',
    'many',
    'bare',
    'half_many',
    'half_bare',
    'bits',
    'bits_many',
    'one_bit',
    'sparse',
    'sparse_bare',
  ]),
  'ivfflat (small) WITH (lists = 32768)',
];

/** Whole statements. */
export const afterTables: readonly string[] = [
  'CREATE UNIQUE INDEX i ON t USING hnsw (small vector_l2_ops);',
  'CREATE INDEX ON t USING hnsw (many vector_l2_ops);',
  'CREATE INDEX IF NOT EXISTS i ON t USING hnsw (many vector_l2_ops);',
  'CREATE INDEX i ON ONLY public.t USING ivfflat (many);',
  'CREATE INDEX i ON "Memory" USING hnsw ("Embedding" vector_cosine_ops);',
  'CREATE INDEX i ON "Memory" USING hnsw (("Embedding"::halfvec(3072)) halfvec_cosine_ops);',
  'CREATE INDEX i ON parts USING hnsw (many vector_l2_ops);',
  'CREATE INDEX i ON parts USING hnsw (bare vector_l2_ops);',
  'CREATE INDEX i ON parts USING hnsw (small halfvec_l2_ops);',
  'CREATE INDEX i ON parts USING hnsw (small vector_l2_ops) WITH (foo = 1);',
  'CREATE INDEX i ON parts USING hnsw (small vector_l2_ops) WITH (m = 40);',
  'CREATE INDEX i ON parts USING ivfflat (small) WITH (lists = 0);',
  'DO $$ BEGIN CREATE INDEX i ON t USING hnsw (many vector_l2_ops); END $$;',
  "DO $$ BEGIN EXECUTE 'CREATE INDEX i ON t USING ivfflat (small) WITH (list = 1)'; END $$;",
  'ALTER TABLE t ALTER COLUMN small TYPE vector(2001); CREATE INDEX i ON t USING ivfflat (small);',
  'ALTER TABLE t ALTER COLUMN many TYPE vector(3); CREATE INDEX i ON t USING ivfflat (many);',
  'ALTER TABLE t ALTER COLUMN many TYPE halfvec(2001); CREATE INDEX i ON t USING ivfflat (many halfvec_l2_ops);',
  'ALTER TABLE t ADD COLUMN new vector(2001); CREATE INDEX i ON t USING ivfflat (new);',
  'ALTER TABLE t RENAME COLUMN many TO lots; CREATE INDEX i ON t USING ivfflat (lots);',
  'CREATE TABLE n (v vector(2001)); CREATE INDEX i ON n USING ivfflat (v);',
  'CREATE TABLE n AS SELECT 1 AS v; CREATE INDEX i ON n (v);',
  'CREATE INDEX i ON t USING ivfflat (small); ALTER TABLE t ALTER COLUMN small TYPE vector(2001);',
];

const onSmall = 'CREATE INDEX i ON t USING hnsw (small vector_l2_ops);';
const onPart = 'CREATE TABLE part PARTITION OF parts DEFAULT;';

/** Statements about an index, or a table, that is there. */
export const alterations: readonly Attempt[] = [
  { before: onSmall, statement: 'ALTER TABLE t ALTER COLUMN small TYPE vector(2000);' },
  { before: onSmall, statement: 'ALTER TABLE t ALTER COLUMN small TYPE vector(2001);' },
  { before: onSmall, statement: 'ALTER TABLE t ALTER COLUMN small TYPE vector;' },
  { before: onSmall, statement: 'ALTER TABLE t ALTER COLUMN small TYPE halfvec(3);' },
  { before: onSmall, statement: 'ALTER TABLE t ALTER COLUMN small TYPE halfvec(3) USING small::halfvec(3);' },
  { before: onSmall, statement: 'ALTER TABLE t ALTER COLUMN id TYPE bigint;' },
  {
    before: 'CREATE INDEX i ON t USING ivfflat (small);',
    statement: 'ALTER TABLE t ALTER COLUMN small TYPE halfvec(3);',
  },
  {
    before: 'CREATE INDEX i ON t USING ivfflat (small vector_l2_ops);',
    statement: 'ALTER TABLE t ALTER COLUMN small TYPE halfvec(3);',
  },
  {
    before: 'CREATE INDEX i ON t USING hnsw ((bare::vector(2000)) vector_l2_ops);',
    statement: 'ALTER TABLE t ALTER COLUMN bare TYPE vector(3000);',
  },
  {
    before: 'CREATE INDEX i ON t USING hnsw ((most::halfvec(2000)) halfvec_l2_ops);',
    statement: 'ALTER TABLE t ALTER COLUMN most TYPE vector(3000);',
  },
  { before: onSmall, statement: 'CREATE INDEX IF NOT EXISTS i ON t USING hnsw (many vector_l2_ops);' },
  {
    before: onSmall,
    statement: 'CREATE INDEX IF NOT EXISTS i ON t USING hnsw (small vector_l2_ops) WITH (foo = 1);',
  },
  { before: onPart, statement: 'CREATE INDEX i ON parts USING hnsw (many vector_l2_ops);' },
  { before: onPart, statement: 'CREATE INDEX i ON parts USING hnsw (bare vector_l2_ops);' },
  { before: onPart, statement: 'CREATE INDEX i ON parts USING hnsw (small vector_l2_ops);' },
  { before: onPart, statement: 'CREATE INDEX i ON parts USING hnsw (small vector_l2_ops) WITH (m = 40);' },
  { before: onPart, statement: 'CREATE INDEX i ON ONLY parts USING hnsw (many vector_l2_ops);' },
  { before: onPart, statement: 'CREATE INDEX i ON part USING hnsw (many vector_l2_ops);' },
  {
    before: 'CREATE INDEX i ON parts USING hnsw (many vector_l2_ops);',
    statement: onPart,
  },
  {
    before: 'CREATE INDEX i ON parts USING hnsw (small vector_l2_ops);',
    statement: 'ALTER TABLE parts ALTER COLUMN small TYPE vector(2001);',
  },
  {
    before: `${onPart} CREATE INDEX i ON parts USING hnsw (small vector_l2_ops);`,
    statement: 'ALTER TABLE parts ALTER COLUMN small TYPE vector(2001);',
  },
];
