import type { IndexEvent } from '../../ledger/events';
import type { Change } from '../change/change';
import type { Report } from '../findings/report';
import type { Rule } from './rule';

function report(change: Change, event: IndexEvent): Report[] {
  if (event.kind !== 'unknown-drop' || change.intentOf(event) !== 'generated') return [];
  const { name, step } = event;
  const fails = step.operation.kind === 'drop' && !step.operation.ifExists;
  const schema = name.schema ?? 'public';
  // An earlier statement of the same file took it, or the schema knows it by this name.
  if (change.before.findIndex(name)) return [];
  // A listed one is protected, and told of as such.
  if (change.entryOf(event)) return [];
  return [
    {
      // Who adds IF EXISTS knows that it may not be there.
      severity: fails ? 'warning' : 'info',
      range: name.range,
      index: { schema, name: name.name },
      intent: 'generated',
      message: `Drops ${name.name}, which no migration makes: it was made outside the history.`,
      why: `A database built from the migrations has no such index${fails ? ', and this statement fails there' : ''}.`,
      fixes: [],
      related: [],
    },
  ];
}

export const dropUnknownIndex: Rule = {
  id: 'drop-unknown-index',
  summary: 'DROP INDEX of an index that no migration made.',
  check: (change) => change.events.flatMap((event) => report(change, event)),
  examples: [
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
  ],
};
