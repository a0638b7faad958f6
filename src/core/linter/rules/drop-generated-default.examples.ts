import type { MigrationExample } from './example';

export const examples: readonly MigrationExample[] = [
  {
    title: 'a generated column, which Prisma takes for one with a default',
    history: [
      "CREATE TABLE notes (id text, body text, search tsvector GENERATED ALWAYS AS (to_tsvector('english', body)) STORED);",
    ],
    schema: 'model notes {\n  id String @id\n  body String?\n  search Unsupported("tsvector")?\n}',
    migration: '-- AlterTable\nALTER TABLE "notes" ALTER COLUMN "search" DROP DEFAULT;\n',
    reports: ['error: Drops the default of notes.search, which is a generated column: PostgreSQL refuses.'],
    fixed: '-- migration-guard: notes.search stays generated\n',
  },
  {
    title: 'a generated column among other actions',
    history: ['CREATE TABLE notes (id text, a int GENERATED ALWAYS AS (1) STORED);'],
    schema: 'model notes {\n  id String @id\n  a Int?\n  tag String?\n}',
    migration:
      '-- AlterTable\nALTER TABLE "notes" ADD COLUMN     "tag" TEXT,\nALTER COLUMN "a" DROP DEFAULT;\n',
    reports: ['error: Drops the default of notes.a, which is a generated column: PostgreSQL refuses.'],
    fixed:
      '-- migration-guard: notes.a stays generated\n-- AlterTable\nALTER TABLE "notes" ADD COLUMN     "tag" TEXT;\n',
  },
  {
    title: 'a sequence that a person made',
    history: [
      "CREATE SEQUENCE ticket_numbers;\nCREATE TABLE tickets (id text, number bigint DEFAULT nextval('ticket_numbers'));",
    ],
    schema: 'model tickets {\n  id String @id\n  number BigInt?\n}',
    migration:
      '-- AlterTable\nALTER TABLE "tickets" ALTER COLUMN "number" DROP DEFAULT;\nDROP SEQUENCE "ticket_numbers";\n',
    reports: [
      'error: Drops the sequence ticket_numbers, which was made by hand, and with it its current number.',
    ],
  },
  {
    title: 'an ordinary default, and the sequence of an autoincrement() that Prisma made',
    history: [
      '-- CreateTable\nCREATE TABLE "notes" ("id" SERIAL NOT NULL, "body" TEXT DEFAULT \'\');',
      '-- AlterTable\nCREATE SEQUENCE notes_n_seq;\nALTER TABLE "notes" ADD COLUMN "n" INTEGER NOT NULL DEFAULT nextval(\'notes_n_seq\');',
    ],
    schema: 'model notes {\n  id Int @id\n  body String?\n  n Int\n}',
    migration:
      '-- AlterTable\nALTER TABLE "notes" ALTER COLUMN "id" DROP DEFAULT,\nALTER COLUMN "body" DROP DEFAULT,\nALTER COLUMN "n" DROP DEFAULT;\nDROP SEQUENCE "notes_id_seq";\nDROP SEQUENCE "notes_n_seq";\n',
    reports: [],
  },
  {
    title: 'a sequence that a person made and gave to a column',
    history: [
      'CREATE TABLE "tickets" ("id" TEXT, "number" BIGINT);\nCREATE SEQUENCE ticket_numbers OWNED BY tickets.number;\nALTER TABLE "tickets" ALTER COLUMN "number" SET DEFAULT nextval(\'ticket_numbers\');',
    ],
    schema: 'model tickets {\n  id String @id\n  number BigInt?\n}',
    migration:
      '-- AlterTable\nALTER TABLE "tickets" ALTER COLUMN "number" DROP DEFAULT;\nDROP SEQUENCE "ticket_numbers";\n',
    reports: [
      'error: Drops the sequence ticket_numbers, which was made by hand, and with it its current number.',
    ],
  },
  {
    title: 'the sequence of SERIAL, however somebody wrote it',
    history: [
      'CREATE TABLE "notes" ("id" SERIAL, "n" INTEGER, "m" INTEGER);\nCREATE SEQUENCE notes_n_seq;\nALTER SEQUENCE notes_n_seq OWNED BY notes.n;\nALTER TABLE "notes" ALTER COLUMN "n" SET DEFAULT nextval(\'notes_n_seq\');\nALTER SEQUENCE notes_id_seq OWNED BY NONE;',
    ],
    schema: 'model notes {\n  id Int @id\n  n Int\n  m Int\n}',
    migration:
      '-- AlterTable\nALTER TABLE "notes" ALTER COLUMN "id" DROP DEFAULT,\nALTER COLUMN "n" DROP DEFAULT;\nDROP SEQUENCE "notes_id_seq";\nDROP SEQUENCE "notes_n_seq";\n',
    reports: [],
  },
  {
    title: 'a sequence that would go with its column or table anyway',
    history: [
      'CREATE TABLE "tickets" ("id" TEXT, "number" BIGINT);\nCREATE SEQUENCE ticket_numbers OWNED BY tickets.number;\nCREATE TABLE "bills" ("number" BIGINT);\nCREATE SEQUENCE bill_numbers OWNED BY bills.number;',
    ],
    schema: 'model tickets {\n  id String @id\n}',
    migration:
      '-- AlterTable\nALTER TABLE "tickets" RENAME COLUMN "number" TO "no";\n\n-- DropSequence\nDROP SEQUENCE "ticket_numbers";\n\n-- DropSequence\nDROP SEQUENCE "bill_numbers";\n\n-- AlterTable\nALTER TABLE "tickets" DROP COLUMN "no";\n\n-- DropTable\nDROP TABLE "bills";\n',
    reports: [],
  },
  {
    title: 'a column whose expression was dropped is no generated one any more',
    history: [
      'CREATE TABLE notes (id text, n int GENERATED ALWAYS AS (1) STORED);\nALTER TABLE notes ALTER COLUMN n DROP EXPRESSION;\nALTER TABLE notes ALTER COLUMN n SET DEFAULT 1;',
    ],
    schema: 'model notes {\n  id String @id\n  n Int?\n}',
    migration: '-- AlterTable\nALTER TABLE "notes" ALTER COLUMN "n" DROP DEFAULT;\n',
    reports: [],
  },
  {
    title: 'a person who drops a sequence means it',
    history: ['CREATE SEQUENCE ticket_numbers;'],
    schema: '',
    migration: 'DROP SEQUENCE ticket_numbers;\n',
    reports: [],
  },
];
