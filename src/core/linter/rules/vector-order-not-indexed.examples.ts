import type { QueryExample } from './example';

const memories =
  'CREATE TABLE memories (id UUID PRIMARY KEY, chat INT, content TEXT, embedding vector(384), title vector(384));';
const byCosine = 'CREATE INDEX idx_memories_embedding ON memories USING hnsw (embedding vector_cosine_ops);';
const index = 'idx_memories_embedding (hnsw, vector_cosine_ops)';
const long = 'CREATE TABLE pages (id INT PRIMARY KEY, embedding vector(3072));';
const half =
  'CREATE INDEX pages_embedding ON pages USING hnsw ((embedding::halfvec(3072)) halfvec_cosine_ops);';

export const examples: readonly QueryExample[] = [
  {
    title: 'sorts by the similarity instead of the distance',
    history: [memories, byCosine],
    code: 'await prisma.$queryRaw`SELECT id FROM memories ORDER BY 1 - (embedding <=> ${vector}::vector) DESC LIMIT 5`;\n',
    reports: [
      `warning: Sorts by something computed from the distance of memories.embedding: ${index} cannot serve that, so PostgreSQL compares all rows.`,
    ],
    fixed:
      'await prisma.$queryRaw`SELECT id FROM memories ORDER BY embedding <=> ${vector}::vector LIMIT 5`;\n',
  },
  {
    title: 'the same by the name that SELECT gives it, in $queryRawUnsafe with $1',
    history: [memories, byCosine],
    code: `await prisma.$queryRawUnsafe(
  'SELECT id, 1 - (embedding <=> $1::vector) AS similarity FROM memories ORDER BY similarity DESC LIMIT 5',
  JSON.stringify(vector),
);
`,
    reports: [
      `warning: Sorts by something computed from the distance of memories.embedding: ${index} cannot serve that, so PostgreSQL compares all rows.`,
    ],
    fixed: `await prisma.$queryRawUnsafe(
  'SELECT id, 1 - (embedding <=> $1::vector) AS similarity FROM memories ORDER BY embedding <=> $1::vector LIMIT 5',
  JSON.stringify(vector),
);
`,
  },
  {
    title: 'the farthest first',
    history: [memories, byCosine],
    code: 'await prisma.$queryRaw`SELECT id FROM memories ORDER BY embedding <=> ${vector}::vector DESC LIMIT 5`;\n',
    reports: [
      `warning: Sorts by the distance of memories.embedding with the farthest, or NULL, first: ${index} cannot serve that, so PostgreSQL compares all rows.`,
    ],
    fixed:
      'await prisma.$queryRaw`SELECT id FROM memories ORDER BY embedding <=> ${vector}::vector LIMIT 5`;\n',
  },
  {
    title: 'a threshold alone, in a fragment by Prisma.sql',
    history: [memories, byCosine],
    code: `const isNear = Prisma.sql\`embedding <=> \${vector}::vector < 0.3\`;
await prisma.$queryRaw\`SELECT id FROM memories WHERE \${isNear}\`;
`,
    reports: [
      `warning: Filters by the distance of memories.embedding without sorting by it: ${index} cannot serve that, so PostgreSQL compares all rows.`,
    ],
  },
  {
    title: 'a subquery gives a similarity, and the query around it sorts by that',
    history: [memories, byCosine],
    code: `await prisma.$queryRaw\`
  SELECT * FROM (SELECT id, 1 - (embedding <=> \${vector}::vector) AS similarity FROM memories) AS m
  WHERE similarity > 0.5 ORDER BY similarity DESC LIMIT 5\`;
`,
    reports: [
      `warning: Sorts by something computed from the distance of memories.embedding: ${index} cannot serve that, so PostgreSQL compares all rows.`,
    ],
  },
  {
    title: 'a function in a migration takes the vector from another table of its FROM',
    history: [memories, byCosine],
    file: 'migration.sql',
    code: `CREATE FUNCTION like_this(wanted uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT m.id FROM memories m, memories this
  WHERE this.id = wanted ORDER BY m.embedding <=> this.embedding LIMIT 5;
$$;
`,
    reports: [
      `warning: Sorts by the distance between memories.embedding and a column of another table in the same FROM: ${index} cannot serve that, so PostgreSQL compares all rows.`,
    ],
  },
  {
    title: 'two columns of the same row',
    history: [memories, byCosine],
    file: 'query.sql',
    code: 'SELECT id FROM memories ORDER BY embedding <=> title LIMIT 5;\n',
    reports: [
      `warning: Sorts by the distance between memories.embedding and another column of the same row: ${index} cannot serve that, so PostgreSQL compares all rows.`,
    ],
  },
  {
    title: 'groups by the distance of their nearest row',
    history: [memories, byCosine],
    file: 'query.sql',
    code: 'SELECT chat, embedding FROM memories GROUP BY chat, embedding ORDER BY embedding <=> $1::vector LIMIT 5;\n',
    reports: [
      `warning: Sorts groups by the distance of memories.embedding: ${index} cannot serve that, so PostgreSQL compares all rows.`,
    ],
  },
  {
    title: 'something else first',
    history: [memories, byCosine],
    file: 'query.sql',
    code: 'SELECT id FROM memories ORDER BY chat, embedding <=> $1::vector LIMIT 5;\n',
    reports: [
      `hint: Sorts by something else before the distance of memories.embedding: ${index} may not serve that, and then PostgreSQL compares all rows.`,
    ],
  },
  {
    title: 'something else behind the distance',
    history: [memories, byCosine],
    code: 'await prisma.$queryRaw`SELECT id FROM memories ORDER BY embedding <=> ${vector}::vector, id LIMIT 5`;\n',
    reports: [
      `hint: Sorts by the distance of memories.embedding and then by something else: ${index} may not serve that, and then PostgreSQL compares all rows.`,
    ],
  },
  {
    title: 'a column without the cast that its index has',
    history: [long, half],
    code: 'await prisma.$queryRaw`SELECT id FROM pages ORDER BY embedding <=> ${vector}::vector LIMIT 5`;\n',
    reports: [
      'warning: Sorts by the distance of pages.embedding, cast or changed in another way than in the index: pages_embedding (hnsw, halfvec_cosine_ops) cannot serve that, so PostgreSQL compares all rows.',
    ],
  },
  {
    title: 'no LIMIT',
    history: [memories, byCosine],
    code: 'await prisma.$queryRaw`SELECT id FROM memories ORDER BY embedding <=> ${vector}::vector`;\n',
    reports: [
      `hint: Sorts all rows by the distance of memories.embedding, without LIMIT: ${index} may not serve that, and then PostgreSQL compares all rows.`,
    ],
  },
  {
    title: 'a partial index, without its condition',
    history: [
      memories,
      'CREATE INDEX memories_open ON memories USING hnsw (embedding vector_cosine_ops) WHERE chat IS NOT NULL;',
    ],
    code: 'await prisma.$queryRaw`SELECT id FROM memories ORDER BY embedding <=> ${vector}::vector LIMIT 5`;\n',
    reports: [
      'hint: Sorts by the distance of memories.embedding without the WHERE of its partial index: memories_open (hnsw, vector_cosine_ops) may not serve that, and then PostgreSQL compares all rows.',
    ],
  },
  {
    title: 'a partial index, with its condition',
    history: [
      memories,
      'CREATE INDEX memories_open ON memories USING hnsw (embedding vector_cosine_ops) WHERE chat IS NOT NULL;',
    ],
    code: 'await prisma.$queryRaw`SELECT id FROM memories WHERE chat IS NOT NULL ORDER BY embedding <=> ${vector}::vector LIMIT 5`;\n',
    reports: [],
  },
  {
    title: 'the cast that the index has',
    history: [long, half],
    code: 'await prisma.$queryRaw`SELECT id FROM pages ORDER BY embedding::halfvec(3072) <=> ${vector}::halfvec(3072) LIMIT 5`;\n',
    reports: [],
  },
  {
    title: 'the similarity in SELECT, and a threshold beside the order',
    history: [memories, byCosine],
    code: `await prisma.$queryRaw\`
  SELECT id, 1 - (embedding <=> \${vector}::vector) AS similarity FROM memories
  WHERE embedding <=> \${vector}::vector < 0.5 ORDER BY embedding <=> \${vector}::vector LIMIT \${limit}\`;
`,
    reports: [],
  },
  {
    title: 'a CTE whose distance the query sorts by',
    history: [memories, byCosine],
    code: `await prisma.$queryRaw\`
  WITH m AS (SELECT id, embedding <=> \${vector}::vector AS distance FROM memories)
  SELECT id, 1 - distance AS similarity FROM m ORDER BY distance LIMIT 5\`;
`,
    reports: [],
  },
];
