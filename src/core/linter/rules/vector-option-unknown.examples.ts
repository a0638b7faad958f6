import type { MigrationExample } from './example';

const documents = 'CREATE TABLE documents (id text PRIMARY KEY, embedding vector(768));';

export const examples: readonly MigrationExample[] = [
  {
    title: 'list for lists',
    history: [documents],
    schema: '',
    migration:
      'CREATE INDEX documents_embedding ON documents USING ivfflat (embedding vector_cosine_ops) WITH (list = 100);\n',
    reports: [
      'error documents_embedding: Sets list, which ivfflat does not have: PostgreSQL refuses it: unrecognized parameter "list".',
    ],
    fixed:
      'CREATE INDEX documents_embedding ON documents USING ivfflat (embedding vector_cosine_ops) WITH (lists = 100);\n',
  },
  {
    title: 'efConstruction, as other programs write it',
    history: [documents],
    schema: '',
    migration:
      'CREATE INDEX documents_embedding ON documents USING hnsw (embedding vector_cosine_ops) WITH (M = 16, efConstruction = 64);\n',
    reports: [
      'error documents_embedding: Sets efconstruction, which hnsw does not have: PostgreSQL refuses it: unrecognized parameter "efconstruction".',
    ],
    fixed:
      'CREATE INDEX documents_embedding ON documents USING hnsw (embedding vector_cosine_ops) WITH (M = 16, ef_construction = 64);\n',
  },
  {
    title: 'a value that is out of bounds',
    history: [documents],
    schema: '',
    migration:
      'CREATE INDEX documents_embedding ON documents USING ivfflat (embedding vector_cosine_ops) WITH (lists = 0);\n',
    reports: [
      'error documents_embedding: Sets lists to what ivfflat does not take: PostgreSQL refuses it: value 0 out of bounds for option "lists".',
    ],
  },
  {
    title: 'two values that do not fit together',
    history: [documents],
    schema: '',
    migration:
      'CREATE INDEX documents_embedding ON documents USING hnsw (embedding vector_cosine_ops) WITH (m = 48);\n',
    reports: [
      'error documents_embedding: Sets m to what hnsw does not take: PostgreSQL refuses it: ef_construction must be greater than or equal to 2 * m.',
    ],
  },
  {
    title: 'PostgreSQL reads the options also where the index is there',
    history: [
      documents,
      'CREATE INDEX documents_embedding ON documents USING ivfflat (embedding vector_cosine_ops);',
    ],
    schema: '',
    migration:
      'CREATE INDEX IF NOT EXISTS documents_embedding ON documents USING ivfflat (embedding vector_cosine_ops) WITH (list = 100);\n',
    reports: [
      'error: Sets list, which ivfflat does not have: PostgreSQL refuses it: unrecognized parameter "list".',
    ],
    fixed:
      'CREATE INDEX IF NOT EXISTS documents_embedding ON documents USING ivfflat (embedding vector_cosine_ops) WITH (lists = 100);\n',
  },
  {
    title: 'in a branch that may not run',
    history: [documents],
    schema: '',
    migration:
      "DO $$ BEGIN\n  IF to_regclass('documents_embedding') IS NULL THEN\n    CREATE INDEX documents_embedding ON documents USING ivfflat (embedding) WITH (list = 100);\n  END IF;\nEND $$;\n",
    reports: [
      'warning documents_embedding: Sets list, which ivfflat does not have: PostgreSQL refuses it: unrecognized parameter "list".',
    ],
    fixed:
      "DO $$ BEGIN\n  IF to_regclass('documents_embedding') IS NULL THEN\n    CREATE INDEX documents_embedding ON documents USING ivfflat (embedding) WITH (lists = 100);\n  END IF;\nEND $$;\n",
  },
  {
    title: 'in a constant, whose letters may not be those of the statement',
    history: [documents],
    schema: '',
    migration:
      "DO $$ BEGIN EXECUTE 'CREATE INDEX documents_embedding ON documents USING ivfflat (embedding) WITH (list = ''100'')'; END $$;\n",
    reports: [
      'error documents_embedding: Sets list, which ivfflat does not have: PostgreSQL refuses it: unrecognized parameter "list".',
    ],
    fixed:
      "DO $$ BEGIN EXECUTE 'CREATE INDEX documents_embedding ON documents USING ivfflat (embedding) WITH (list = ''100'')'; END $$;\n",
  },
  {
    title: 'as pgvector has them',
    history: [documents],
    schema: '',
    migration:
      'CREATE INDEX documents_lists ON documents USING ivfflat (embedding) WITH (lists = 100);\nCREATE INDEX documents_graph ON documents USING hnsw (embedding vector_cosine_ops) WITH (m = 24, ef_construction = 100);\n',
    reports: [],
  },
  {
    title: 'another extension has a method of the same name',
    history: ['CREATE TABLE documents (id text PRIMARY KEY, embedding real[]);'],
    schema: '',
    migration:
      'CREATE INDEX documents_embedding ON documents USING hnsw (embedding) WITH (dims = 3, efsearch = 5);\n',
    reports: [],
  },
];
