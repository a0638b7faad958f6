import type { Loss } from '../../ledger/losses';
import type { Change } from '../change/change';
import type { Report } from '../findings/report';
import type { Rule } from './rule';
import { originPlace, provenance } from '../change/provenance';

function report(change: Change, loss: Loss): Report[] {
  if (loss.kind !== 'drop' || loss.event.kind !== 'dropped' || loss.baseGone) return [];
  const { index, event } = loss;
  const protection = change.protectionOf(index);
  const { declaration } = protection;
  // A protected one is told by drop-protected-index; a relation table's indexes change names with Prisma's versions.
  if (
    !declaration ||
    declaration.implicit ||
    protection.isProtected ||
    change.existsAtEnd(index) ||
    change.isMadeOtherwise(declaration, loss.atEnd.table)
  )
    return [];
  return [
    {
      severity: 'warning',
      range: event.name.range,
      index,
      loss: 'drop',
      intent: change.intentOf(event, loss),
      message: `Drops ${index.name}, ${change.describe(index)} that schema.prisma still declares: database and schema part ways.`,
      why: `${provenance(index, protection)} The next migrate dev will write a CREATE INDEX for it.`,
      fixes: [],
      related: [
        { file: declaration.file, range: declaration.range, message: `${index.name} is declared here.` },
        ...originPlace(change, index),
      ],
    },
  ];
}

export const dropDeclaredIndex: Rule = {
  id: 'drop-declared-index',
  summary: 'DROP INDEX of an index that schema.prisma still declares.',
  check: (change) => change.losses.flatMap((loss) => report(change, loss)),
  examples: [
    {
      title: 'the declaration was forgotten in the schema',
      history: [
        '-- CreateTable\nCREATE TABLE "notes" ("id" TEXT NOT NULL, "owner" TEXT);\n\n-- CreateIndex\nCREATE INDEX "notes_owner_idx" ON "notes"("owner");',
      ],
      schema: 'model notes {\n  id String @id\n  owner String?\n  @@index([owner])\n}',
      migration: 'DROP INDEX "notes_owner_idx";\n',
      reports: [
        'warning notes_owner_idx: Drops notes_owner_idx, an index on notes.owner that schema.prisma still declares: database and schema part ways.',
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
  ],
};
