import type { MigrationExample } from './example';

export const examples: readonly MigrationExample[] = [
  {
    title: 'a generated drop of a vector index',
    history: [
      '-- CreateTable\nCREATE TABLE "notes" ("id" TEXT NOT NULL, "embedding" vector(384));',
      'CREATE INDEX notes_embedding_idx ON notes USING hnsw (embedding vector_l2_ops);',
    ],
    schema: 'model notes {\n  id String @id\n  embedding Unsupported("vector(384)")?\n}',
    migration:
      '-- DropIndex\nDROP INDEX "notes_embedding_idx";\n\n-- AlterTable\nALTER TABLE "notes" ADD COLUMN "tag" TEXT;\n',
    reports: [
      'error notes_embedding_idx: Drops notes_embedding_idx, an hnsw index on notes.embedding that Prisma cannot see.',
    ],
    fixed:
      '-- migration-guard: kept notes_embedding_idx, which Prisma will try to drop again until schema.prisma declares it\n\n-- AlterTable\nALTER TABLE "notes" ADD COLUMN "tag" TEXT;\n',
  },
  {
    title: 'a plain index made by hand and never declared',
    history: [
      'CREATE TABLE "notes" ("id" TEXT NOT NULL, "owner" TEXT);\nCREATE INDEX notes_owner ON notes (owner);',
    ],
    schema: 'model notes {\n  id String @id\n  owner String?\n}',
    migration: '-- DropIndex\nDROP INDEX "notes_owner";\n',
    reports: [
      'error notes_owner: Drops notes_owner, an index on notes.owner that schema.prisma does not declare.',
    ],
  },
  {
    title: 'an ordinary drop: Prisma made the index, and the schema no longer declares it',
    history: [
      '-- CreateTable\nCREATE TABLE "notes" ("id" TEXT NOT NULL, "owner" TEXT);\n\n-- CreateIndex\nCREATE INDEX "notes_owner_idx" ON "notes"("owner");',
    ],
    schema: 'model notes {\n  id String @id\n  owner String?\n}',
    migration: '-- DropIndex\nDROP INDEX "notes_owner_idx";\n',
    reports: [],
  },
  {
    title: 'a drop written by hand says what the person wants',
    history: ['CREATE TABLE notes (id text, body text);\nCREATE INDEX notes_lower ON notes (lower(body));'],
    schema: 'model notes {\n  id String @id\n  body String?\n}',
    migration: 'DROP INDEX notes_lower;\n',
    reports: [
      'info notes_lower: Drops notes_lower, an expression index on notes (body) that Prisma cannot see.',
    ],
  },
  {
    title: 'a drop written by hand of an index that drift-ignore.json lists',
    history: ['CREATE TABLE notes (id text, body text);\nCREATE INDEX notes_lower ON notes (lower(body));'],
    schema: 'model notes {\n  id String @id\n  body String?\n}',
    driftIgnore: '{ "protectedIndexes": [{ "name": "notes_lower", "table": "notes" }] }',
    migration: 'DROP INDEX notes_lower;\n',
    reports: [
      'warning notes_lower: Drops notes_lower, an expression index on notes (body) that Prisma cannot see.',
    ],
  },
  {
    title: 'an index that drift-ignore.json lists and no migration makes',
    history: ['-- CreateTable\nCREATE TABLE "notes" ("id" TEXT NOT NULL, "owner" TEXT);'],
    schema: 'model notes {\n  id String @id\n  owner String?\n}',
    driftIgnore:
      '{ "protectedIndexes": [{ "name": "notes_owner_fast", "description": "the inbox is slow without it" }] }',
    migration: '-- DropIndex\nDROP INDEX "notes_owner_fast";\n',
    reports: [
      'error notes_owner_fast: Drops notes_owner_fast, which drift-ignore.json lists: the inbox is slow without it.',
    ],
    fixed: '-- migration-guard: kept notes_owner_fast, which drift-ignore.json lists\n',
  },
];
