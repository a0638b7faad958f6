import type { QueryExample } from './example';

const memories = 'CREATE TABLE memories (id UUID PRIMARY KEY, content TEXT, embedding vector(384));';
const byCosine =
  'CREATE INDEX idx_memories_embedding ON memories USING ivfflat (embedding vector_cosine_ops) WITH (lists = 50);';

export const examples: readonly QueryExample[] = [
  {
    title: 'a tagged template asks a cosine index by the L2 distance',
    history: [memories, byCosine],
    code: 'await prisma.$queryRaw`SELECT id FROM memories ORDER BY embedding <-> ${vector}::vector LIMIT 5`;\n',
    reports: [
      'warning: Sorts memories.embedding by <->, the L2 distance, but idx_memories_embedding (ivfflat, vector_cosine_ops) serves <=>, the cosine distance: PostgreSQL compares all rows.',
    ],
    fixed:
      'await prisma.$queryRaw`SELECT id FROM memories ORDER BY embedding <=> ${vector}::vector LIMIT 5`;\n',
  },
  {
    title: '$queryRawUnsafe with $1, and the distance among what the query gives',
    history: [memories, byCosine],
    code: `const rows = await prisma.$queryRawUnsafe(
  'SELECT id, embedding <#> $1::vector AS distance FROM memories ORDER BY embedding <#> $1::vector LIMIT 5',
  JSON.stringify(vector),
);
`,
    reports: [
      'warning: Sorts memories.embedding by <#>, the negative inner product, but idx_memories_embedding (ivfflat, vector_cosine_ops) serves <=>, the cosine distance: PostgreSQL compares all rows.',
    ],
    fixed: `const rows = await prisma.$queryRawUnsafe(
  'SELECT id, embedding <=> $1::vector AS distance FROM memories ORDER BY embedding <=> $1::vector LIMIT 5',
  JSON.stringify(vector),
);
`,
  },
  {
    title: 'a fragment by Prisma.sql that the query has in its ORDER BY',
    history: [memories, byCosine],
    code: `const distance = Prisma.sql\`embedding <-> \${vector}::vector\`;
await prisma.$queryRaw\`SELECT id FROM memories ORDER BY \${distance} LIMIT 5\`;
`,
    reports: [
      'warning: Sorts memories.embedding by <->, the L2 distance, but idx_memories_embedding (ivfflat, vector_cosine_ops) serves <=>, the cosine distance: PostgreSQL compares all rows.',
    ],
    fixed: `const distance = Prisma.sql\`embedding <=> \${vector}::vector\`;
await prisma.$queryRaw\`SELECT id FROM memories ORDER BY \${distance} LIMIT 5\`;
`,
  },
  {
    title: 'a function that a migration makes',
    history: [memories, byCosine],
    file: 'migration.sql',
    code: `CREATE FUNCTION nearest(q vector, n int) RETURNS SETOF memories LANGUAGE sql STABLE AS $$
  SELECT * FROM memories ORDER BY embedding <-> q LIMIT n;
$$;
`,
    reports: [
      'warning: Sorts memories.embedding by <->, the L2 distance, but idx_memories_embedding (ivfflat, vector_cosine_ops) serves <=>, the cosine distance: PostgreSQL compares all rows.',
    ],
    fixed: `CREATE FUNCTION nearest(q vector, n int) RETURNS SETOF memories LANGUAGE sql STABLE AS $$
  SELECT * FROM memories ORDER BY embedding <=> q LIMIT n;
$$;
`,
  },
  {
    title: 'a filter by a threshold, in a file of SQL',
    history: [memories, byCosine],
    file: 'query.sql',
    code: 'SELECT count(*) FROM memories WHERE embedding <-> $1::vector < 0.5;\n',
    reports: [
      'warning: Filters memories.embedding by <->, the L2 distance, but idx_memories_embedding (ivfflat, vector_cosine_ops) serves <=>, the cosine distance: PostgreSQL compares all rows.',
    ],
    fixed: 'SELECT count(*) FROM memories WHERE embedding <=> $1::vector < 0.5;\n',
  },
  {
    title: 'an index without an operator class is one for the L2 distance',
    history: [memories, 'CREATE INDEX memories_embedding ON memories USING ivfflat (embedding);'],
    code: 'await prisma.$queryRaw`SELECT id FROM memories ORDER BY embedding <=> ${vector}::vector LIMIT 5`;\n',
    reports: [
      'warning: Sorts memories.embedding by <=>, the cosine distance, but memories_embedding (ivfflat, vector_l2_ops) serves <->, the L2 distance: PostgreSQL compares all rows.',
    ],
    fixed:
      'await prisma.$queryRaw`SELECT id FROM memories ORDER BY embedding <-> ${vector}::vector LIMIT 5`;\n',
  },
  {
    title: 'two indexes, neither of which serves it',
    history: [
      memories,
      byCosine,
      'CREATE INDEX memories_ip ON memories USING hnsw (embedding vector_ip_ops);',
    ],
    code: 'await prisma.$queryRaw`SELECT id FROM memories ORDER BY embedding <-> ${vector}::vector LIMIT 5`;\n',
    reports: [
      'warning: Sorts memories.embedding by <->, the L2 distance, but idx_memories_embedding (ivfflat, vector_cosine_ops) and memories_ip (hnsw, vector_ip_ops) serve <=>, the cosine distance and <#>, the negative inner product: PostgreSQL compares all rows.',
    ],
  },
  {
    title: 'a search in a CTE, whose rows another SELECT puts in order',
    history: [memories, byCosine],
    code: `await prisma.$queryRaw\`
  WITH near AS (SELECT id, content FROM memories ORDER BY embedding <-> \${vector}::vector LIMIT 20)
  SELECT * FROM near ORDER BY content\`;
`,
    reports: [
      'warning: Sorts memories.embedding by <->, the L2 distance, but idx_memories_embedding (ivfflat, vector_cosine_ops) serves <=>, the cosine distance: PostgreSQL compares all rows.',
    ],
  },
  {
    title: 'one of several indexes serves it',
    history: [
      memories,
      byCosine,
      'CREATE INDEX memories_l2 ON memories USING hnsw (embedding vector_l2_ops);',
    ],
    code: 'await prisma.$queryRaw`SELECT id FROM memories ORDER BY embedding <-> ${vector}::vector LIMIT 5`;\n',
    reports: [],
  },
  {
    title: 'the operator is the one of the index',
    history: [memories, byCosine],
    code: 'await prisma.$queryRaw`SELECT id FROM memories ORDER BY embedding <=> ${vector}::vector LIMIT 5`;\n',
    reports: [],
  },
  {
    title: 'one row is looked up by its key, and its distance measured',
    history: [memories, byCosine],
    code: 'await prisma.$queryRaw`SELECT id FROM memories WHERE id = ${id}::uuid ORDER BY embedding <-> ${vector}::vector`;\n',
    reports: [],
  },
  {
    title: 'a trigram index has an operator of the same look',
    history: [
      'CREATE TABLE people (id INT PRIMARY KEY, name TEXT);',
      'CREATE INDEX people_name ON people USING gist (name gist_trgm_ops);',
    ],
    code: 'await prisma.$queryRaw`SELECT id FROM people ORDER BY name <-> ${name} LIMIT 5`;\n',
    reports: [],
  },
];
