import type { QueryExample } from './example';

const memories = 'CREATE TABLE memories (id UUID PRIMARY KEY, content TEXT, embedding vector(384));';
const byCosine = 'CREATE INDEX idx_memories_embedding ON memories USING hnsw (embedding vector_cosine_ops);';
const message =
  'hint: Searches memories.embedding, for which the migrations leave no vector index: PostgreSQL compares all rows.';

export const examples: readonly QueryExample[] = [
  {
    title: 'no migration makes an index',
    history: [memories],
    code: 'await prisma.$queryRaw`SELECT id FROM memories ORDER BY embedding <=> ${vector}::vector LIMIT 5`;\n',
    reports: [message],
  },
  {
    title: 'the index is gone',
    history: [memories, byCosine, 'DROP INDEX idx_memories_embedding;'],
    code: "await prisma.$queryRawUnsafe('SELECT id FROM memories ORDER BY embedding <=> $1::vector LIMIT 5', text);\n",
    reports: [message],
  },
  {
    title: 'a threshold that a fragment by Prisma.sql has',
    history: [memories],
    code: `const isNear = Prisma.sql\`embedding <=> \${vector}::vector < 0.3\`;
await prisma.$queryRaw\`SELECT id FROM memories WHERE \${isNear}\`;
`,
    reports: [message],
  },
  {
    title: 'a function in a migration',
    history: [memories],
    file: 'migration.sql',
    code: `CREATE FUNCTION nearest(q vector) RETURNS SETOF memories LANGUAGE sql STABLE AS $$
  SELECT * FROM memories ORDER BY embedding <=> q LIMIT 5;
$$;
`,
    reports: [message],
  },
  {
    title: 'a search in a subquery, and one in a CTE',
    history: [memories],
    file: 'query.sql',
    code: `WITH a AS (SELECT id FROM memories ORDER BY embedding <=> $1::vector LIMIT 5)
SELECT id FROM a UNION ALL
SELECT id FROM (SELECT id FROM memories ORDER BY embedding <-> $1::vector LIMIT 5) AS b;
`,
    reports: [message, message],
  },
  {
    title: 'an index on another column of the table',
    history: [
      memories,
      'ALTER TABLE memories ADD COLUMN short halfvec(384);\nCREATE INDEX memories_short ON memories USING hnsw (short halfvec_cosine_ops);',
    ],
    code: 'await prisma.$queryRaw`SELECT id FROM memories ORDER BY embedding <=> ${vector}::vector LIMIT 5`;\n',
    reports: [message],
  },
  {
    title: 'an index is there, be it for another operator: that is another rule',
    history: [memories, byCosine],
    code: 'await prisma.$queryRaw`SELECT id FROM memories ORDER BY embedding <-> ${vector}::vector LIMIT 5`;\n',
    reports: [],
  },
  {
    title: 'one row is looked up by its key',
    history: [memories],
    code: 'await prisma.$queryRaw`SELECT 1 - (embedding <=> ${vector}::vector) FROM memories WHERE id = ${id}::uuid`;\n',
    reports: [],
  },
];
