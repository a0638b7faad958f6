import type { MigrationExample } from './example';

const documents = 'CREATE TABLE documents (id text PRIMARY KEY, embedding vector(3072));';

export const examples: readonly MigrationExample[] = [
  {
    title: 'an index on more than 2,000 dimensions',
    history: [documents],
    schema: '',
    migration: 'CREATE INDEX documents_embedding ON documents USING hnsw (embedding vector_cosine_ops);\n',
    reports: [
      'error documents_embedding: Makes documents_embedding on 3,072 dimensions: PostgreSQL refuses it: column cannot have more than 2000 dimensions for hnsw index.',
    ],
  },
  {
    title: 'the column gets its type in the same migration',
    history: ['CREATE TABLE documents (id text PRIMARY KEY, embedding vector(768));'],
    schema: '',
    migration:
      'ALTER TABLE documents ALTER COLUMN embedding TYPE vector(3072);\nCREATE INDEX documents_embedding ON documents USING ivfflat (embedding) WITH (lists = 100);\n',
    reports: [
      'error documents_embedding: Makes documents_embedding on 3,072 dimensions: PostgreSQL refuses it: column cannot have more than 2000 dimensions for ivfflat index.',
    ],
  },
  {
    title: 'the column gets more dimensions under its index',
    history: [
      'CREATE TABLE documents (id text PRIMARY KEY, embedding vector(768));\nCREATE INDEX documents_embedding ON documents USING hnsw (embedding vector_cosine_ops);',
    ],
    schema: '',
    migration: 'ALTER TABLE documents ALTER COLUMN embedding TYPE vector(3072);\n',
    reports: [
      'error documents_embedding: Gives documents.embedding a type that puts documents_embedding on 3,072 dimensions: PostgreSQL refuses it: column cannot have more than 2000 dimensions for hnsw index.',
    ],
  },
  {
    title: 'an expression with more than halfvec takes',
    history: ['CREATE TABLE documents (id text PRIMARY KEY, embedding vector(4096));'],
    schema: '',
    migration:
      'CREATE INDEX documents_embedding ON documents USING hnsw ((embedding::halfvec(4096)) halfvec_cosine_ops);\n',
    reports: [
      'error documents_embedding: Makes documents_embedding on 4,096 dimensions: PostgreSQL refuses it: column cannot have more than 4000 dimensions for hnsw index.',
    ],
  },
  {
    title: 'in a branch that may not run',
    history: [documents],
    schema: '',
    migration:
      "DO $$ BEGIN\n  IF to_regclass('documents_embedding') IS NULL THEN\n    CREATE INDEX documents_embedding ON documents USING hnsw (embedding vector_cosine_ops);\n  END IF;\nEND $$;\n",
    reports: [
      'warning documents_embedding: Makes documents_embedding on 3,072 dimensions: PostgreSQL refuses it: column cannot have more than 2000 dimensions for hnsw index.',
    ],
  },
  {
    title: 'as halfvec, and as bits, it has room',
    history: [documents],
    schema: '',
    migration:
      'CREATE INDEX documents_half ON documents USING hnsw ((embedding::halfvec(3072)) halfvec_cosine_ops);\nCREATE INDEX documents_bits ON documents USING hnsw ((binary_quantize(embedding)::bit(3072)) bit_hamming_ops);\n',
    reports: [],
  },
  {
    title: 'nobody knows the type',
    history: [
      "DO $$ BEGIN EXECUTE format('ALTER TABLE documents ADD COLUMN embedding vector(%s)', 384); END $$;",
    ],
    schema: '',
    migration: 'CREATE INDEX documents_embedding ON documents USING hnsw (embedding vector_cosine_ops);\n',
    reports: [],
  },
  {
    title: 'a statement that cannot be followed may have changed the type',
    history: [
      documents,
      "DO $$ BEGIN EXECUTE format('ALTER TABLE documents ALTER COLUMN embedding TYPE vector(%s)', 384); END $$;",
    ],
    schema: '',
    migration: 'CREATE INDEX documents_embedding ON documents USING hnsw (embedding vector_cosine_ops);\n',
    reports: [],
  },
];
