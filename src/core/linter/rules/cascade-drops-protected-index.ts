import type { Range } from '../../range';
import type { IndexEvent } from '../../ledger/events';
import type { Loss } from '../../ledger/losses';
import { relationName } from '../../ledger/records';
import type { Change } from '../change/change';
import type { Report } from '../findings/report';
import type { Rule } from './rule';
import { originPlace, provenance, whyUnseen } from '../change/provenance';

type Cascaded = Extract<IndexEvent, { kind: 'cascaded' }>;

function whatGoes({ cause, by, index }: Cascaded): string {
  const table = relationName(index.table);
  switch (cause) {
    case 'column':
      return `Drops the column ${by} of ${table}`;
    case 'view':
      return `Drops the materialized view ${by}`;
    default:
      return `Drops the ${cause} ${by}`;
  }
}

function placeOf(event: IndexEvent): Range {
  return 'range' in event ? event.range : event.step.range;
}

function messageOf(change: Change, { event, index }: Loss, unseen: string): string | undefined {
  const what = change.describe(index);
  if (event.kind === 'rebuilt') {
    return `Changes the type of a column of ${index.name}, ${what}${unseen}: PostgreSQL builds it again under a lock, or refuses.`;
  }
  return event.kind === 'cascaded'
    ? `${whatGoes(event)}, and with it ${index.name}, ${what}${unseen}.`
    : undefined;
}

function report(change: Change, loss: Loss): Report[] {
  if (loss.kind !== 'cascade') return [];
  const { index, event } = loss;
  const protection = change.protectionOf(index);
  // Who drops a table or a column thinks of its constraints; indexes are what nobody sees.
  const isOrdinary = index.constraint !== undefined && !protection.entry && protection.hidden.length === 0;
  const message = messageOf(change, loss, whyUnseen(protection));
  if (!protection.isProtected || isOrdinary || message === undefined) return [];
  const intent = change.intentOf(event, loss);
  const comesBack = event.kind === 'cascaded' && event.cause === 'column' && loss.baseGone === undefined;
  const again = comesBack ? ' The column is added again, without the index.' : '';
  return [
    {
      severity: intent === 'generated' ? 'warning' : 'info',
      range: placeOf(event),
      index,
      loss: 'cascade',
      intent,
      message: message + again,
      why: provenance(index, protection),
      fixes: [],
      related: originPlace(change, index),
    },
  ];
}

export const cascadeDropsProtectedIndex: Rule = {
  id: 'cascade-drops-protected-index',
  summary:
    'A dropped column, table, constraint, extension or schema, or a type change, takes a protected index along.',
  check: (change) => change.losses.flatMap((loss) => report(change, loss)),
  examples: [
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
  ],
};
