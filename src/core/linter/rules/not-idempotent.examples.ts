import type { MigrationExample } from './example';

export const examples: readonly MigrationExample[] = [
  {
    title: 'a function that may exist already',
    history: [],
    schema: '',
    migration: "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';\n",
    reports: ['warning: CREATE FUNCTION without OR REPLACE fails when it runs a second time.'],
  },
  {
    title: 'statements that may run twice, and what Prisma writes',
    history: ['CREATE TABLE notes (id text);'],
    schema: 'model notes {\n  id String @id\n}',
    migration:
      'CREATE INDEX IF NOT EXISTS notes_id ON notes (id);\n\n-- CreateIndex\nCREATE INDEX "notes_id_idx" ON "notes"("id");\n',
    reports: [],
  },
];
