import type { MigrationExample } from './example';

const table = '-- CreateTable\nCREATE TABLE "notes" ("id" TEXT NOT NULL, "body" TEXT);';
const history = [
  table,
  'ALTER TABLE notes ADD COLUMN embedding vector(3);\nCREATE INDEX notes_embedding_idx ON notes USING hnsw (embedding vector_l2_ops);',
];
const schema = 'model notes {\n  id String @id\n  body String?\n}';
const declaring = schema.replace('}', '  embedding Unsupported("vector(3)")?\n}');
const schemaWhenAdded = { 1: schema };
const reports = [
  'error: Drops the column notes.embedding, which no schema ever declared, with all that is stored in it.',
];

export const examples: readonly MigrationExample[] = [
  {
    title: 'Prisma drops a column that was added by hand',
    ...{ history, schema, schemaWhenAdded, reports },
    migration: '-- AlterTable\nALTER TABLE "notes" DROP COLUMN "embedding";\n',
    fixed: '-- migration-guard: notes.embedding stays, which no schema declares\n',
  },
  {
    title: 'and its index, in a statement of its own: both are kept together',
    ...{ history, schema, schemaWhenAdded, reports },
    migration:
      '-- DropIndex\nDROP INDEX "notes_embedding_idx";\n\n-- AlterTable\nALTER TABLE "notes" DROP COLUMN "embedding",\nADD COLUMN     "tag" TEXT;\n',
    fixed:
      '-- migration-guard: kept notes_embedding_idx, as its column is kept\n\n-- migration-guard: notes.embedding stays, which no schema declares\n-- AlterTable\nALTER TABLE "notes" ADD COLUMN     "tag" TEXT;\n',
  },
  {
    title: 'a column of a table that was made by hand',
    ...{ schema, schemaWhenAdded: { 0: schema }, reports },
    history: ['CREATE TABLE notes (id text, body text, embedding vector(3));'],
    migration: '-- AlterTable\nALTER TABLE "notes" DROP COLUMN "embedding";\n',
    fixed: '-- migration-guard: notes.embedding stays, which no schema declares\n',
  },
  {
    title: 'a column that was declared when it was made',
    ...{ history, schema, schemaWhenAdded: { 1: declaring } },
    migration: '-- AlterTable\nALTER TABLE "notes" DROP COLUMN "embedding";\n',
    reports: [],
  },
  {
    title: 'a column that the same change takes out of the schema',
    ...{ history, schema, schemaBefore: declaring, schemaWhenAdded },
    migration: '-- AlterTable\nALTER TABLE "notes" DROP COLUMN "embedding";\n',
    reports: [],
  },
  {
    title: 'a column of which nothing tells whether it was declared',
    ...{ history, schema },
    migration: '-- AlterTable\nALTER TABLE "notes" DROP COLUMN "embedding";\n',
    reports: [],
  },
  {
    title: 'a column whose content the migration moves before',
    ...{ history, schema, schemaWhenAdded },
    migration:
      'UPDATE "notes" SET "body" = \'x\' WHERE "embedding" IS NOT NULL;\nALTER TABLE "notes" DROP COLUMN "embedding";\n',
    reports: reports.map((report) => report.replace('error', 'info')),
  },
  {
    title: 'a column that nothing moves, in the form of Prisma without its heading',
    ...{ history, schema, schemaWhenAdded, reports },
    schemaBefore: `${schema}\n`,
    migration: 'UPDATE "notes" SET "body" = \'x\';\nALTER TABLE "notes" DROP COLUMN "embedding";\n',
    fixed:
      'UPDATE "notes" SET "body" = \'x\';\n-- migration-guard: notes.embedding stays, which no schema declares\n',
  },
  {
    title: 'a column that a person drops',
    ...{ history, schema, schemaWhenAdded },
    migration: 'ALTER TABLE notes DROP COLUMN embedding;\n',
    reports: reports.map((report) => report.replace('error', 'info')),
  },
  {
    title: 'a column that Prisma drops, by the form of the statement',
    ...{ history, schema, schemaWhenAdded, reports },
    migration: 'ALTER TABLE "notes" DROP COLUMN "embedding";\n',
    fixed: '-- migration-guard: notes.embedding stays, which no schema declares\n',
  },
  {
    title: 'a column that a person drops, and says why',
    ...{ history, schema, schemaWhenAdded },
    migration: '-- the vectors are in another table now\nALTER TABLE "notes" DROP COLUMN "embedding";\n',
    reports: reports.map((report) => report.replace('error', 'info')),
  },
  {
    title: 'a column that is made again',
    ...{ history, schema, schemaWhenAdded },
    migration:
      '-- AlterTable\nALTER TABLE "notes" DROP COLUMN "embedding",\nADD COLUMN     "embedding" vector(4);\n',
    reports: [],
  },
  {
    title: 'a column whose table goes too',
    ...{ history, schemaBefore: schema, schema: '', schemaWhenAdded },
    migration:
      '-- AlterTable\nALTER TABLE "notes" DROP COLUMN "embedding";\n\n-- DropTable\nDROP TABLE "notes";\n',
    reports: [],
  },
  {
    title: 'a column that Prisma made',
    history: [table, '-- AlterTable\nALTER TABLE "notes" ADD COLUMN     "tag" TEXT;'],
    ...{ schema, schemaWhenAdded },
    migration: '-- AlterTable\nALTER TABLE "notes" DROP COLUMN "tag";\n',
    reports: [],
  },
];
