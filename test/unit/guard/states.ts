import type { Workspace } from '../../helpers/workspace';

const schema = (fields: string): string => `
datasource db {
  provider = "postgresql"
}
model Chat {
  id       Int      @id
  memories Memory[]

  @@map("chats")
}
model Memory {
  id     Int  @id
  chatId Int  @map("chat_id")
  chat   Chat @relation(fields: [chatId], references: [id])
${fields}
  @@map("memories")
}
`;

const tables = `-- CreateTable
CREATE TABLE "chats" (
    "id" INTEGER NOT NULL,

    CONSTRAINT "chats_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memories" (
    "id" INTEGER NOT NULL,
    "chat_id" INTEGER NOT NULL,

    CONSTRAINT "memories_pkey" PRIMARY KEY ("id")
);
`;

const vectors = `CREATE EXTENSION IF NOT EXISTS vector;
ALTER TABLE "memories" ADD COLUMN "embedding" vector(384);
CREATE INDEX "idx_memories_embedding" ON "memories" USING hnsw ("embedding" vector_cosine_ops);
`;

/** What commands run in any of the states. */
const tools = {
  'package.json': JSON.stringify({
    name: 'app',
    scripts: {
      'db:reset': 'npx prisma migrate reset --force',
      fresh: 'npm run db:reset && npm run lint',
      prisma: 'prisma',
      push: 'prisma db push',
      migrate: 'prisma migrate dev',
      preseed: 'npm run db:reset',
      seed: 'node seed.js',
      test: 'dotenv -e .env.test -- prisma migrate reset --force && vitest',
      lint: 'eslint .',
      build: 'prisma generate && tsc',
      loop: 'npm run loop',
    },
    devDependencies: { prisma: '^6.19.0' },
  }),
  'packages/db/package.json': JSON.stringify({
    name: '@app/db',
    scripts: { wipe: 'prisma migrate reset' },
  }),
  'reset.sh': '#!/usr/bin/env bash\nset -e\nnpx prisma migrate reset --force\n',
  'prisma-any.sh': 'npx prisma "$@"\n',
  'drop.sql': 'BEGIN;\nDROP SCHEMA public CASCADE;\nCOMMIT;\n',
  'drop-index.sql': 'DROP INDEX "idx_memories_embedding";\n',
  Makefile:
    '.PHONY: lint\nlint:\n\teslint .\n\neverything: lint db-reset\n\ndb-reset:\n\t@npx prisma migrate reset --force\n',
  justfile: 'reset:\n    npx prisma migrate reset --force\n',
};

const history = {
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  'prisma/migrations/20260101000000_init/migration.sql': tables,
};

/** The projects in which commands are judged, by their names in the order of the decisions. */
const states = {
  guarded: {
    ...tools,
    ...history,
    'prisma/schema.prisma': schema('  embedding Unsupported("vector(384)")?'),
    'prisma/migrations/20260102000000_vectors/migration.sql': vectors,
  },
  history: { ...tools, ...history, 'prisma/schema.prisma': schema('') },
  none: tools,
};

export type State = keyof typeof states;
export const stateNames = Object.keys(states) as State[];

/** Makes the project of a state, with all of it merged. */
export function prepare({ write, git, commit }: Workspace, state: State): void {
  write(states[state]);
  git('init', '--quiet');
  commit('Everything');
}
