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
];
