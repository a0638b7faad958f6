import type { MigrationExample } from './example';

export const examples: readonly MigrationExample[] = [
  {
    title: 'an index that somebody made in the database by hand',
    history: ['-- CreateTable\nCREATE TABLE "notes" ("id" TEXT NOT NULL, "owner" TEXT);'],
    schema: 'model notes {\n  id String @id\n  owner String?\n}',
    migration: '-- DropIndex\nDROP INDEX "notes_owner_fast";\n',
    reports: [
      'warning notes_owner_fast: Drops notes_owner_fast, which no migration makes: it was made outside the history.',
    ],
  },
  {
    title: 'an index that only a later migration makes',
    history: ['-- CreateTable\nCREATE TABLE "notes" ("id" TEXT NOT NULL, "owner" TEXT);'],
    schema: 'model notes {\n  id String @id\n  owner String?\n}',
    migration: '-- DropIndex\nDROP INDEX "notes_owner_fast";\n',
    later: ['CREATE INDEX notes_owner_fast ON notes USING hash (owner);\n'],
    reports: [
      'warning notes_owner_fast: Drops notes_owner_fast, which only a later migration makes: 20270101000000_later.',
    ],
    fixed: '-- migration-guard: kept notes_owner_fast, which 20270101000000_later makes\n',
  },
  {
    title: 'somebody has added IF EXISTS to what Prisma wrote',
    history: ['-- CreateTable\nCREATE TABLE "notes" ("id" TEXT NOT NULL, "owner" TEXT);'],
    schema: 'model notes {\n  id String @id\n  owner String?\n}',
    migration: '-- DropIndex\nDROP INDEX IF EXISTS "notes_owner_fast";\n',
    reports: [
      'info notes_owner_fast: Drops notes_owner_fast, which no migration makes: it was made outside the history.',
    ],
  },
  {
    title: 'a careful person drops what may not be there',
    history: ['-- CreateTable\nCREATE TABLE "notes" ("id" TEXT NOT NULL, "owner" TEXT);'],
    schema: 'model notes {\n  id String @id\n  owner String?\n}',
    migration: 'DROP INDEX IF EXISTS "notes_owner_fast";\n',
    reports: [],
  },
];
