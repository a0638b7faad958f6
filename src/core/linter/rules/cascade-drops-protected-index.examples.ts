import type { MigrationExample } from './example';

export const examples: readonly MigrationExample[] = [
  {
    title: 'Prisma changes a type by dropping the column and adding it again',
    history: [
      '-- CreateTable\nCREATE TABLE "notes" ("id" TEXT NOT NULL, "body" TEXT);',
      'CREATE INDEX notes_body ON notes (lower(body));',
    ],
    schema: 'model notes {\n  id String @id\n  body Json\n}',
    migration:
      '-- AlterTable\nALTER TABLE "notes" DROP COLUMN "body",\nADD COLUMN     "body" JSONB NOT NULL;\n',
    reports: [
      'warning notes_body: Drops the column body of notes, and with it notes_body, an expression index on notes (body) that Prisma cannot see. The column is added again, without the index.',
    ],
  },
  {
    title: 'the model goes from the schema in the same change',
    history: [
      '-- CreateTable\nCREATE TABLE "notes" ("id" TEXT NOT NULL, "body" TEXT);',
      'CREATE INDEX notes_body ON notes (lower(body));',
    ],
    schemaBefore: 'model notes {\n  id String @id\n  body String?\n}',
    schema: '',
    migration: '-- DropTable\nDROP TABLE "notes";\n',
    reports: [
      'info notes_body: Drops the table notes, and with it notes_body, an expression index on notes (body) that Prisma cannot see.',
    ],
  },
  {
    title: 'an extension takes its indexes along',
    history: [
      'CREATE TABLE notes (id text, e vector(3));\nCREATE INDEX notes_e ON notes USING hnsw (e vector_l2_ops);',
    ],
    schema: 'model notes {\n  id String @id\n}',
    migration: 'DROP EXTENSION vector CASCADE;\n',
    reports: [
      'info notes_e: Drops the extension vector, and with it notes_e, an hnsw index on notes.e that Prisma cannot see.',
    ],
  },
  {
    title: 'a type change keeps the index and builds it again',
    history: [
      'CREATE TABLE notes (id text, body varchar(9));\nCREATE INDEX notes_body ON notes (body) WHERE body IS NOT NULL;',
    ],
    schema: 'model notes {\n  id String @id\n  body String?\n}',
    migration: '-- AlterTable\nALTER TABLE "notes" ALTER COLUMN "body" SET DATA TYPE TEXT;\n',
    reports: [
      'warning notes_body: Changes the type of a column of notes_body, a partial index on notes.body that Prisma cannot see: PostgreSQL builds it again under a lock, or refuses.',
    ],
  },
  {
    title: 'indexes that Prisma made go with their column',
    history: [
      '-- CreateTable\nCREATE TABLE "notes" ("id" TEXT NOT NULL, "body" TEXT);\n\n-- CreateIndex\nCREATE INDEX "notes_body_idx" ON "notes"("body");',
    ],
    schema: 'model notes {\n  id String @id\n}',
    migration: '-- AlterTable\nALTER TABLE "notes" DROP COLUMN "body";\n',
    reports: [],
  },
  {
    title: 'a type change for which PostgreSQL keeps the index as it is',
    history: ['CREATE TABLE notes (id text, tag varchar(20));\nCREATE INDEX notes_tag ON notes (tag);'],
    schema: 'model notes {\n  id String @id\n  tag String?\n}',
    migration: '-- AlterTable\nALTER TABLE "notes" ALTER COLUMN "tag" SET DATA TYPE TEXT;\n',
    reports: [],
  },
  {
    title: 'the same under a WHERE clause, for which PostgreSQL makes the index again',
    history: [
      'CREATE TABLE notes (id text, tag varchar(20));\nCREATE INDEX notes_tag ON notes (id) WHERE tag IS NOT NULL;',
    ],
    schema: 'model notes {\n  id String @id\n  tag String?\n}',
    migration: '-- AlterTable\nALTER TABLE "notes" ALTER COLUMN "tag" SET DATA TYPE TEXT;\n',
    reports: [
      'warning notes_tag: Changes the type of a column of notes_tag, a partial index on notes.id that Prisma cannot see: PostgreSQL builds it again under a lock, or refuses.',
    ],
  },
  {
    title: 'a unique constraint that was made by hand goes, and nobody says why',
    history: ['CREATE TABLE notes (id text, body text, CONSTRAINT notes_once UNIQUE (body));'],
    schema: 'model notes {\n  id String @id\n  body String?\n}',
    migration: 'ALTER TABLE notes DROP CONSTRAINT notes_once;\n',
    reports: [
      'warning notes_once: Drops the constraint notes_once, a unique constraint on notes.body that schema.prisma does not declare.',
    ],
  },
  {
    title: 'the same with a reason',
    history: ['CREATE TABLE notes (id text, body text, CONSTRAINT notes_once UNIQUE (body));'],
    schema: 'model notes {\n  id String @id\n  body String?\n}',
    migration: '-- two notes may be alike since last week\nALTER TABLE notes DROP CONSTRAINT notes_once;\n',
    reports: [
      'info notes_once: Drops the constraint notes_once, a unique constraint on notes.body that schema.prisma does not declare.',
    ],
  },
];
