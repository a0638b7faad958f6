import type { MigrationExample } from './example';

export const examples: readonly MigrationExample[] = [
  {
    title: 'Prisma creates a partial index plainly under the same name',
    history: [
      'CREATE TABLE notes (id text, chat_id text);\nCREATE INDEX notes_chat_id_idx ON notes (chat_id) WHERE chat_id IS NOT NULL;',
    ],
    schema: 'model notes {\n  id String @id\n  chat_id String?\n  @@index([chat_id])\n}',
    migration: '-- CreateIndex\nCREATE INDEX "notes_chat_id_idx" ON "notes"("chat_id");\n',
    reports: [
      'error notes_chat_id_idx: Creates notes_chat_id_idx, which exists already as a partial index on notes.chat_id: PostgreSQL refuses the statement.',
    ],
    fixed: '-- migration-guard: notes_chat_id_idx stays as it is: an index of this name exists already\n',
  },
  {
    title: 'IF NOT EXISTS does nothing and is left alone',
    history: [
      'CREATE TABLE notes (id text, chat_id text);\nCREATE INDEX notes_chat_id_idx ON notes (chat_id) WHERE chat_id IS NOT NULL;',
    ],
    schema: 'model notes {\n  id String @id\n  chat_id String?\n}',
    migration: 'CREATE INDEX IF NOT EXISTS notes_chat_id_idx ON notes (chat_id);\n',
    reports: [],
  },
];
