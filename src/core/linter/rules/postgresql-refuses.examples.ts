import type { MigrationExample } from './example';

const calls =
  "CREATE TABLE calls (id integer, asker text, state text);\nCREATE INDEX one_open ON calls (asker) WHERE state = 'open';";
const beats =
  'CREATE TABLE beats (at timestamp, host text) PARTITION BY RANGE (at);\nCREATE TABLE beats_1 PARTITION OF beats DEFAULT;\nCREATE INDEX beats_host ON beats (host);';

export const examples: readonly MigrationExample[] = [
  {
    title: 'a text becomes an enum under a partial index',
    history: [calls],
    schema: '',
    migration:
      "CREATE TYPE state AS ENUM ('open', 'shut');\nALTER TABLE calls ALTER COLUMN state TYPE state USING (state::state);\n",
    reports: [
      'error one_open: Changes the type of calls.state under one_open: PostgreSQL refuses it: operator does not exist: state = text.',
    ],
  },
  {
    title: 'the index is dropped before and made again behind',
    history: [calls],
    schema: '',
    migration:
      "CREATE TYPE state AS ENUM ('open', 'shut');\nDROP INDEX one_open;\nALTER TABLE calls ALTER COLUMN state TYPE state USING (state::state);\nCREATE INDEX one_open ON calls (asker) WHERE state = 'open';\n",
    reports: [],
  },
  {
    title: 'the index compares nothing with the old type',
    history: [
      'CREATE TABLE calls (id integer, state text);\nCREATE INDEX known ON calls (id) WHERE state IS NOT NULL;',
    ],
    schema: '',
    migration:
      "CREATE TYPE state AS ENUM ('open', 'shut');\nALTER TABLE calls ALTER COLUMN state TYPE state USING (state::state);\n",
    reports: [],
  },
  {
    title: 'the index of a partition',
    history: [beats],
    schema: '',
    migration: 'DROP INDEX beats_1_host_idx;\n',
    reports: [
      'error beats_1_host_idx: Drops beats_1_host_idx, which belongs to beats_host on the partitioned table: PostgreSQL refuses it: cannot drop index beats_1_host_idx because index beats_host requires it.',
    ],
  },
  {
    title: 'CONCURRENTLY on a partitioned table',
    history: [beats],
    schema: '',
    migration: 'CREATE INDEX CONCURRENTLY beats_at ON beats (at);\n',
    reports: [
      'error: Makes beats_at on the partitioned table beats with CONCURRENTLY: PostgreSQL refuses it: cannot create index on partitioned table "beats" concurrently.',
    ],
  },
  {
    title: 'CONCURRENTLY in a branch of a DO block',
    history: ['CREATE TABLE notes (id text, body text);'],
    schema: '',
    migration:
      "DO $$ BEGIN\n  IF to_regclass('notes_body') IS NULL THEN\n    CREATE INDEX CONCURRENTLY notes_body ON notes (body);\n  END IF;\nEND $$;\n",
    reports: [
      'warning: Has CREATE INDEX CONCURRENTLY in a DO block: PostgreSQL refuses it: CREATE INDEX CONCURRENTLY cannot be executed from a function.',
    ],
  },
  {
    title: 'an index that is dropped twice and one that is made twice',
    history: [
      'CREATE TABLE notes (id text, body text);\nCREATE INDEX notes_body ON notes (body);',
      'DROP INDEX notes_body;',
    ],
    schema: '',
    migration:
      'DROP INDEX notes_body;\nCREATE INDEX notes_id ON notes (id);\nCREATE INDEX notes_id ON notes (id);\n',
    reports: [
      'error: Drops notes_body once more: PostgreSQL refuses it: index "notes_body" does not exist.',
      'error notes_id: Makes an index called notes_id once more: PostgreSQL refuses it: relation "notes_id" already exists.',
    ],
  },
  {
    title: 'IF EXISTS and IF NOT EXISTS',
    history: [
      'CREATE TABLE notes (id text, body text);\nCREATE INDEX notes_body ON notes (body);',
      'DROP INDEX notes_body;',
    ],
    schema: '',
    migration:
      'DROP INDEX IF EXISTS notes_body;\nCREATE INDEX IF NOT EXISTS notes_id ON notes (id);\nCREATE INDEX IF NOT EXISTS notes_id ON notes (id);\n',
    reports: [],
  },
  {
    title: 'a vector index on a column without dimensions',
    history: ['CREATE TABLE memories (id text PRIMARY KEY, embedding vector);'],
    schema: '',
    migration: 'CREATE INDEX memories_embedding ON memories USING hnsw (embedding vector_cosine_ops);\n',
    reports: [
      'error memories_embedding: Makes memories_embedding: PostgreSQL refuses it: column does not have dimensions.',
    ],
  },
  {
    title: 'an operator class of another type',
    history: [
      'CREATE TABLE memories (id text PRIMARY KEY, embedding vector(768));\nCREATE INDEX memories_embedding ON memories USING hnsw (embedding vector_cosine_ops);',
    ],
    schema: '',
    migration: 'ALTER TABLE memories ALTER COLUMN embedding TYPE halfvec(768);\n',
    reports: [
      'error memories_embedding: Changes the type of memories.embedding under memories_embedding: PostgreSQL refuses it: operator class "vector_cosine_ops" does not accept data type halfvec.',
    ],
  },
  {
    title: 'hnsw without an operator class',
    history: ['CREATE TABLE memories (id text PRIMARY KEY, embedding vector(768));'],
    schema: '',
    migration: 'CREATE INDEX memories_embedding ON memories USING hnsw (embedding);\n',
    reports: [
      'error memories_embedding: Makes memories_embedding: PostgreSQL refuses it: data type vector has no default operator class for access method "hnsw".',
    ],
  },
  {
    title: 'a vector index of one model of several',
    history: ['CREATE TABLE memories (id text PRIMARY KEY, model text, embedding vector);'],
    schema: '',
    migration:
      "CREATE INDEX memories_small ON memories USING hnsw ((embedding::vector(768)) vector_cosine_ops) WHERE model = 'small';\n",
    reports: [],
  },
];
