import type { MigrationExample } from './example';

export const examples: readonly MigrationExample[] = [
  {
    title: 'the declaration was forgotten in the schema',
    history: [
      '-- CreateTable\nCREATE TABLE "notes" ("id" TEXT NOT NULL, "owner" TEXT);\n\n-- CreateIndex\nCREATE INDEX "notes_owner_idx" ON "notes"("owner");',
    ],
    schema: 'model notes {\n  id String @id\n  owner String?\n  @@index([owner])\n}',
    migration: 'DROP INDEX "notes_owner_idx";\n',
    reports: [
      'warning notes_owner_idx: Drops notes_owner_idx, an index on notes.owner that schema.prisma still declares: the database and the schema will differ.',
    ],
  },
  {
    title: 'a like index takes its place under another name',
    history: [
      '-- CreateTable\nCREATE TABLE "notes" ("id" TEXT NOT NULL, "owner" TEXT);\n\n-- CreateIndex\nCREATE INDEX "notes_owner_idx" ON "notes"("owner");',
    ],
    schema: 'model notes {\n  id String @id\n  owner String?\n  @@index([owner])\n}',
    migration: 'DROP INDEX "notes_owner_idx";\nCREATE INDEX "by_owner" ON "notes"("owner");\n',
    reports: [],
  },
  {
    title: 'the index is made again with other columns',
    history: [
      '-- CreateTable\nCREATE TABLE "notes" ("id" TEXT NOT NULL, "owner" TEXT, "at" TEXT);\n\n-- CreateIndex\nCREATE INDEX "by_owner" ON "notes"("owner");',
    ],
    schema:
      'model notes {\n  id String @id\n  owner String?\n  at String?\n  @@index([owner, at], map: "by_owner")\n}',
    migration:
      '-- DropIndex\nDROP INDEX "by_owner";\n\n-- CreateIndex\nCREATE INDEX "by_owner" ON "notes"("owner", "at");\n',
    reports: [],
  },
  {
    title: "Prisma's way to change a type takes the index along",
    history: [
      '-- CreateTable\nCREATE TABLE "notes" ("id" TEXT NOT NULL, "kind" TEXT, "owner" TEXT);\n\n-- CreateIndex\nCREATE INDEX "notes_kind_owner_idx" ON "notes"("kind", "owner");',
    ],
    schema: 'model notes {\n  id String @id\n  kind String?\n  owner Int?\n  @@index([kind, owner])\n}',
    migration: '-- AlterTable\nALTER TABLE "notes" DROP COLUMN "owner",\nADD COLUMN     "owner" INTEGER;\n',
    reports: [
      'warning notes_kind_owner_idx: Drops the column owner of notes, and with it notes_kind_owner_idx, an index on notes (kind, owner) that schema.prisma still declares: the database and the schema will differ. The column is added again, without the index.',
    ],
  },
  {
    title: 'the index is made again behind',
    history: [
      '-- CreateTable\nCREATE TABLE "notes" ("id" TEXT NOT NULL, "owner" TEXT);\n\n-- CreateIndex\nCREATE INDEX "notes_owner_idx" ON "notes"("owner");',
    ],
    schema: 'model notes {\n  id String @id\n  owner Int?\n  @@index([owner])\n}',
    migration:
      '-- AlterTable\nALTER TABLE "notes" DROP COLUMN "owner",\nADD COLUMN     "owner" INTEGER;\n\n-- CreateIndex\nCREATE INDEX "notes_owner_idx" ON "notes"("owner");\n',
    reports: [],
  },
  {
    title: 'the column goes from the schema, too',
    history: [
      '-- CreateTable\nCREATE TABLE "notes" ("id" TEXT NOT NULL, "owner" TEXT);\n\n-- CreateIndex\nCREATE INDEX "notes_owner_idx" ON "notes"("owner");',
    ],
    schema: 'model notes {\n  id String @id\n}',
    migration: '-- AlterTable\nALTER TABLE "notes" DROP COLUMN "owner";\n',
    reports: [],
  },
  {
    title: 'a table that the schema still has',
    history: [
      '-- CreateTable\nCREATE TABLE "notes" ("id" TEXT NOT NULL, "owner" TEXT, CONSTRAINT "notes_pkey" PRIMARY KEY ("id"));\n\n-- CreateIndex\nCREATE INDEX "notes_owner_idx" ON "notes"("owner");',
    ],
    schema: 'model notes {\n  id String @id\n  owner String?\n  @@index([owner])\n}',
    migration: 'DROP TABLE "notes" CASCADE;\n',
    reports: [
      'warning notes_pkey: Drops the table notes, and with it notes_pkey, a primary key constraint on notes.id that schema.prisma still declares: the database and the schema will differ.',
    ],
  },
];
