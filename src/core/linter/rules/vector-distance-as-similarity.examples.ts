import type { QueryExample } from './example';

const memories =
  'CREATE TABLE memories (id UUID PRIMARY KEY, embedding vector(384), short halfvec(384), bits bit(384));';

export const examples: readonly QueryExample[] = [
  {
    title: 'one minus an L2 distance',
    history: [memories],
    code: 'await prisma.$queryRaw`SELECT id, 1 - (embedding <-> ${vector}::vector) AS similarity FROM memories`;\n',
    reports: [
      'warning: 1 - (… <-> …) is no similarity: the L2 distance has no upper bound, so one minus it can be far below 0.',
    ],
    fixed:
      'await prisma.$queryRaw`SELECT id, 1 / (1 + (embedding <-> ${vector}::vector)) AS similarity FROM memories`;\n',
  },
  {
    title: 'one minus a negative inner product, in $queryRawUnsafe with $1',
    history: [memories],
    code: `await prisma.$queryRawUnsafe('SELECT id, 1 - (embedding <#> $1::vector) AS score FROM memories', text);
`,
    reports: [
      'warning: 1 - (… <#> …) is no similarity: <#> is the negative inner product, so this is one plus the inner product.',
    ],
    fixed: `await prisma.$queryRawUnsafe('SELECT id, -(embedding <#> $1::vector) AS score FROM memories', text);
`,
  },
  {
    title: 'one minus a Hamming distance',
    history: [memories],
    file: 'query.sql',
    code: 'SELECT id, 1 - (bits <~> $1) AS similarity FROM memories;\n',
    reports: [
      'warning: 1 - (… <~> …) is no similarity: the Hamming distance counts the bits that differ, so one minus it is 1, 0 or less.',
    ],
    fixed: 'SELECT id, 1 / (1 + (bits <~> $1)) AS similarity FROM memories;\n',
  },
  {
    title: 'one minus an L1 distance of halfvec, in a function of a migration',
    history: [memories],
    file: 'migration.sql',
    code: `CREATE FUNCTION score(wanted uuid, q halfvec) RETURNS float8 LANGUAGE sql STABLE AS $$
  SELECT 1.0 - (short <+> q) FROM memories WHERE id = wanted;
$$;
`,
    reports: [
      'warning: 1 - (… <+> …) is no similarity: the L1 distance has no upper bound, so one minus it can be far below 0.',
    ],
    fixed: `CREATE FUNCTION score(wanted uuid, q halfvec) RETURNS float8 LANGUAGE sql STABLE AS $$
  SELECT 1 / (1 + (short <+> q)) FROM memories WHERE id = wanted;
$$;
`,
  },
  {
    title: 'a distance by the name of a similarity',
    history: [memories],
    code: 'await prisma.$queryRaw`SELECT id, embedding <=> ${vector}::vector AS similarity FROM memories`;\n',
    reports: [
      'hint: Calls the cosine distance "similarity", but the nearer two vectors are, the smaller it is.',
    ],
    fixed:
      'await prisma.$queryRaw`SELECT id, 1 - (embedding <=> ${vector}::vector) AS similarity FROM memories`;\n',
  },
  {
    title: 'in a CTE, as a fragment by Prisma.sql',
    history: [memories],
    code: `const score = Prisma.sql\`1 - (embedding <-> \${vector}::vector)\`;
await prisma.$queryRaw\`WITH m AS (SELECT id, \${score} AS score FROM memories) SELECT * FROM m WHERE score > 0.5\`;
`,
    reports: [
      'warning: 1 - (… <-> …) is no similarity: the L2 distance has no upper bound, so one minus it can be far below 0.',
    ],
    fixed: `const score = Prisma.sql\`1 / (1 + (embedding <-> \${vector}::vector))\`;
await prisma.$queryRaw\`WITH m AS (SELECT id, \${score} AS score FROM memories) SELECT * FROM m WHERE score > 0.5\`;
`,
  },
  {
    title: 'one minus a cosine distance is the cosine similarity',
    history: [memories],
    code: 'await prisma.$queryRaw`SELECT id, 1 - (embedding <=> ${vector}::vector) AS similarity FROM memories`;\n',
    reports: [],
  },
  {
    title: 'one minus a Jaccard distance is the Jaccard similarity',
    history: [memories],
    file: 'query.sql',
    code: 'SELECT id, 1 - (bits <%> $1) AS similarity FROM memories;\n',
    reports: [],
  },
  {
    title: 'another extension has an operator of the same look',
    history: ['CREATE TABLE people (id INT PRIMARY KEY, name TEXT);'],
    code: 'await prisma.$queryRaw`SELECT id, 1 - (name <-> ${name}) AS similarity FROM people`;\n',
    reports: [],
  },
];
