/** The tables of the matrix: vectors of 4 dimensions, of several types. */
export const tables = `
  CREATE TABLE owners (id SERIAL PRIMARY KEY, name TEXT);
  CREATE TABLE notes (id SERIAL PRIMARY KEY, owner INTEGER, kind TEXT, e vector(4), f vector(4), h halfvec(4), b bit(8));
`;

type Type = 'vector' | 'halfvec' | 'bit';

/** An index that is tried: what stands behind `USING`. */
interface TriedIndex {
  readonly method: string;
  readonly type: Type;
  readonly key: string;
  readonly opclass: string;
}

const distances = ['l2', 'ip', 'cosine', 'l1'];

export const classes: readonly TriedIndex[] = [
  ...distances.map((one): TriedIndex => ({
    method: 'hnsw',
    type: 'vector',
    key: 'e',
    opclass: `vector_${one}_ops`,
  })),
  ...['l2', 'ip', 'cosine'].map((one): TriedIndex => ({
    method: 'ivfflat',
    type: 'vector',
    key: 'e',
    opclass: `vector_${one}_ops`,
  })),
  { method: 'ivfflat', type: 'vector', key: 'e', opclass: '' },
  ...['l2', 'cosine'].map((one): TriedIndex => ({
    method: 'hnsw',
    type: 'halfvec',
    key: 'h',
    opclass: `halfvec_${one}_ops`,
  })),
  { method: 'hnsw', type: 'vector', key: '(e::halfvec(4))', opclass: 'halfvec_cosine_ops' },
  { method: 'hnsw', type: 'vector', key: '(e::vector(4))', opclass: 'vector_l2_ops' },
  { method: 'hnsw', type: 'bit', key: 'b', opclass: 'bit_hamming_ops' },
  { method: 'hnsw', type: 'bit', key: 'b', opclass: 'bit_jaccard_ops' },
  { method: 'hnsw', type: 'vector', key: '(binary_quantize(e)::bit(4))', opclass: 'bit_hamming_ops' },
];

/** A query that is tried. */
interface Shape {
  readonly query: string;
}

const columns = { vector: 'e', halfvec: 'h', bit: 'b' } as const;
const values = {
  vector: `'[1,2,3,4]'::vector`,
  halfvec: `'[1,2,3,4]'::halfvec`,
  bit: `B'10101010'`,
} as const;
const operators = {
  vector: ['<->', '<#>', '<=>', '<+>'],
  halfvec: ['<->', '<=>'],
  bit: ['<~>', '<%>'],
} as const;

export function shapes(type: Type): Shape[] {
  const [column, value] = [columns[type], values[type]];
  return operators[type].flatMap((operator) => queries(column, operator, value).map((query) => ({ query })));
}

function queries(c: string, op: string, q: string): string[] {
  const d = `${c} ${op} ${q}`;
  return [
    // What an index serves.
    `SELECT id FROM notes ORDER BY ${d} LIMIT 5`,
    `SELECT id FROM notes ORDER BY ${q} ${op} ${c} LIMIT 5`,
    `SELECT id FROM notes ORDER BY ${d} ASC NULLS LAST LIMIT 5`,
    `SELECT id FROM notes ORDER BY (${d}) LIMIT 5 OFFSET 10`,
    `SELECT id FROM notes ORDER BY ${d}, id LIMIT 5`,
    `SELECT id FROM notes n ORDER BY n.${c} OPERATOR(public.${op}) ${q} LIMIT 5`,
    `SELECT id, ${d} FROM notes ORDER BY 2 LIMIT 5`,
    `SELECT id, ${d} AS distance FROM notes ORDER BY distance LIMIT 5`,
    `SELECT id, (${d})::float AS distance FROM notes ORDER BY distance FETCH FIRST 5 ROWS ONLY`,
    `SELECT id, CAST(${d} AS double precision) AS ${c} FROM notes ORDER BY ${c} LIMIT 5`,
    `SELECT id, 1 - (${d}) AS similarity FROM notes ORDER BY ${d} LIMIT 5`,
    `SELECT id FROM notes WHERE kind = 'kind 1' ORDER BY ${d} LIMIT 5`,
    `SELECT id FROM notes WHERE owner = 3 ORDER BY owner, ${d} LIMIT 5`,
    `SELECT id FROM notes WHERE ${d} < 0.5 ORDER BY ${d} LIMIT 5`,
    `SELECT notes.id, o.name FROM notes JOIN owners o ON o.id = notes.owner ORDER BY notes.${d} LIMIT 5`,
    `SELECT notes.id, o.name FROM notes LEFT JOIN owners o ON o.id = notes.owner ORDER BY ${d} LIMIT 5`,
    `SELECT id FROM notes WHERE owner IN (SELECT id FROM owners WHERE name <> 'x') ORDER BY ${d} LIMIT 5`,
    `SELECT * FROM (SELECT id, ${d} AS distance FROM notes) s ORDER BY distance LIMIT 5`,
    `SELECT * FROM (SELECT id, ${d} AS distance FROM notes) s WHERE distance < 0.5 ORDER BY s.distance LIMIT 5`,
    `WITH s AS (SELECT *, ${d} AS distance FROM notes) SELECT id FROM s ORDER BY distance LIMIT 5`,
    `WITH s AS (SELECT n.* FROM notes n WHERE kind = 'kind 1') SELECT id FROM s ORDER BY s.${d} LIMIT 5`,
    `WITH q (v) AS (SELECT ${q}) SELECT id FROM notes, q ORDER BY ${c} ${op} q.v LIMIT 5`,
    `SELECT id FROM notes ORDER BY ${c} ${op} (SELECT ${c} FROM notes WHERE id = 3) LIMIT 5`,
    `SELECT id, rank() OVER (ORDER BY ${d}) FROM notes ORDER BY ${d} LIMIT 5`,
    `SELECT o.id, n.id FROM owners o CROSS JOIN LATERAL (SELECT id FROM notes WHERE owner <> o.id ORDER BY ${d} LIMIT 3) n`,
    `SELECT a.id, n.id FROM notes a CROSS JOIN LATERAL (SELECT id FROM notes x ORDER BY x.${c} ${op} a.${c} LIMIT 3) n`,
    `SELECT * FROM (SELECT id, ${d} AS distance FROM notes ORDER BY distance LIMIT 20) s ORDER BY distance DESC LIMIT 5`,
    // What none serves.
    `SELECT id FROM notes ORDER BY ${d} DESC LIMIT 5`,
    `SELECT id FROM notes ORDER BY ${d} USING > LIMIT 5`,
    `SELECT id FROM notes ORDER BY ${d} NULLS FIRST LIMIT 5`,
    `SELECT id FROM notes ORDER BY 1 - (${d}) DESC LIMIT 5`,
    `SELECT id FROM notes ORDER BY -(${d}) LIMIT 5`,
    `SELECT id FROM notes ORDER BY (${d}) + 0 LIMIT 5`,
    `SELECT id FROM notes ORDER BY COALESCE(${d}, 1) LIMIT 5`,
    `SELECT id, (${d})::float4 AS distance FROM notes ORDER BY distance LIMIT 5`,
    `SELECT id, round((${d})::numeric, 3) AS distance FROM notes ORDER BY distance LIMIT 5`,
    `SELECT id, 1 - (${d}) AS similarity FROM notes ORDER BY similarity DESC LIMIT 5`,
    `SELECT id, 1 - (${d}) AS similarity FROM notes ORDER BY 2 DESC LIMIT 5`,
    `SELECT id FROM notes ORDER BY kind, ${d} LIMIT 5`,
    `SELECT id FROM notes WHERE ${d} < 0.5`,
    `SELECT id FROM notes WHERE 1 - (${d}) > 0.5 LIMIT 5`,
    `SELECT count(*) FROM notes WHERE ${d} < 0.5`,
    `SELECT id FROM notes WHERE ${d} < 0.5 ORDER BY kind LIMIT 5`,
    `SELECT * FROM (SELECT id, 1 - (${d}) AS s FROM notes) x WHERE s > 0.5 ORDER BY s DESC LIMIT 5`,
    `WITH s AS (SELECT id, 1 - (${d}) AS s FROM notes) SELECT * FROM s WHERE s > 0.5 ORDER BY s DESC LIMIT 5`,
    `SELECT owner, min(${d}) AS distance FROM notes GROUP BY owner ORDER BY distance LIMIT 5`,
    `SELECT id FROM notes GROUP BY id ORDER BY ${d} LIMIT 5`,
    `SELECT DISTINCT ON (owner) id FROM notes ORDER BY owner, ${d} LIMIT 5`,
    `SELECT y.id FROM notes x, notes y WHERE x.id = 7 AND y.id <> x.id ORDER BY y.${c} ${op} x.${c} LIMIT 5`,
    `WITH q AS (SELECT ${c} AS v FROM notes WHERE id = 7) SELECT id FROM notes, q ORDER BY ${c} ${op} q.v LIMIT 5`,
    `SELECT o.id FROM owners o LEFT JOIN notes n ON n.owner = o.id ORDER BY n.${d} LIMIT 5`,
    `SELECT id FROM notes WHERE id IN (1, 2, 3) ORDER BY 1 - (${d}) DESC LIMIT 5`,
    `WITH q AS (SELECT ${c} AS v FROM notes WHERE id = 7) SELECT n.id FROM notes n, q ORDER BY n.${c} ${op} q.v LIMIT 5`,
    ...(c === 'e'
      ? [
          `SELECT id FROM notes ORDER BY e::vector ${op} ${q} LIMIT 5`,
          `SELECT id FROM notes ORDER BY e::vector(4) ${op} ${q} LIMIT 5`,
          `SELECT id FROM notes ORDER BY e::vector(5) ${op} ${q} LIMIT 5`,
          `SELECT id FROM notes ORDER BY e::halfvec(4) ${op} '[1,2,3,4]'::halfvec(4) LIMIT 5`,
          `SELECT id FROM notes ORDER BY (e::halfvec(4))::vector ${op} ${q} LIMIT 5`,
          `SELECT id FROM notes ORDER BY e ${op} '[1,2,3,4]'::halfvec LIMIT 5`,
          `SELECT id FROM notes ORDER BY e ${op} '{1:1,2:2}/4'::sparsevec LIMIT 5`,
          `SELECT id FROM notes ORDER BY e ${op} f LIMIT 5`,
          `SELECT id FROM notes ORDER BY e ${op} '[1,2,3,4]' LIMIT 5`,
          `SELECT id FROM notes ORDER BY e ${op} ARRAY[1,2,3,4]::vector LIMIT 5`,
          `SELECT id FROM notes ORDER BY binary_quantize(e)::bit(4) <~> binary_quantize(${q}) LIMIT 5`,
          `WITH s AS (SELECT * FROM notes ORDER BY binary_quantize(e)::bit(4) <~> binary_quantize(${q}) LIMIT 20)
             SELECT id FROM s ORDER BY e ${op} ${q} LIMIT 5`,
        ]
      : []),
    ...(c === 'h' ? [`SELECT id FROM notes ORDER BY h ${op} '[1,2,3,4]'::vector LIMIT 5`] : []),
    // Where PostgreSQL chooses.
    `SELECT id FROM notes ORDER BY ${d}`,
    `SELECT id FROM notes ORDER BY ${d} LIMIT ALL`,
  ];
}
