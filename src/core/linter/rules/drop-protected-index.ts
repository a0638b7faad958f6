import type { Fix, Severity } from '../findings/finding';
import { declareFix } from '../fixes/declare';
import { keepFix } from '../fixes/keep';
import { leaveNameOut, leaveOut } from '../fixes/leave-out';
import { recreateFix } from '../fixes/recreate';
import type { IndexEvent } from '../../ledger/events';
import type { Loss } from '../../ledger/losses';
import type { Protection } from '../../protection/protection';
import { keptComment } from '../../sql/stand-ins';
import type { Change } from '../change/change';
import type { Report } from '../findings/report';
import type { Rule } from './rule';
import { originPlace, provenance, whatToDoHere, whyUnseen } from '../change/provenance';

function severityOf(intent: 'generated' | 'deliberate', protection: Protection): Severity {
  if (intent === 'generated') return 'error';
  return protection.entry ? 'warning' : 'hint';
}

function consequence(loss: Loss): string {
  if (loss.index.constraint) return ' PostgreSQL refuses: the constraint of this name needs it.';
  if (loss.baseGone) return ` This migration drops its ${loss.baseGone} too.`;
  return '';
}

function report(change: Change, loss: Loss): Report[] {
  if (loss.kind !== 'drop' || loss.event.kind !== 'dropped') return [];
  const { index, event } = loss;
  const protection = change.protectionOf(index);
  if (!protection.isProtected) return [];
  const intent = change.intentOf(event, loss);
  const keep = keepFix(change, loss, ', which Prisma will try to drop again until schema.prisma declares it');
  const recreate = recreateFix(change, loss);
  return [
    {
      severity: severityOf(intent, protection),
      range: event.name.range,
      index,
      loss: 'drop',
      intent,
      message: `Drops ${index.name}, ${change.describe(index)}${whyUnseen(protection)}.${consequence(loss)}`,
      why: provenance(index, protection) + whatToDoHere(change, loss),
      fixes: [keep, recreate, declareFix(change, loss)].filter((fix) => fix !== undefined),
      related: originPlace(change, index),
    },
  ];
}

type UnknownDrop = Extract<IndexEvent, { kind: 'unknown-drop' }>;

/** An index that drift-ignore.json lists is protected also where no migration makes it. */
function reportListed(change: Change, event: IndexEvent): Report[] {
  if (event.kind !== 'unknown-drop' || change.before.findIndex(event.name)) return [];
  const entry = change.entryOf(event);
  if (!entry) return [];
  const { schema = 'public', name, range } = event.name;
  const intent = change.intentOf(event);
  const reason = entry.description === undefined ? '' : `: ${entry.description.replace(/\.?$/, '')}`;
  const keep = keepListedFix(change, event);
  return [
    {
      severity: intent === 'generated' ? 'error' : 'warning',
      range,
      index: { schema, name },
      loss: 'drop',
      intent,
      message: `Drops ${name}, which drift-ignore.json lists${reason}.`,
      why: 'No migration makes it: it was made outside the history, and nothing in the history can bring it back.',
      fixes: keep ? [keep] : [],
      related: [],
    },
  ];
}

/** Leaves the DROP INDEX of an index out that the ledger does not know. */
function keepListedFix(change: Change, { step, name }: UnknownDrop): Fix | undefined {
  if (change.state === 'settled' || step.operation.kind !== 'drop') return undefined;
  const comment = keptComment(name.name, ', which drift-ignore.json lists');
  const edits =
    step.operation.names.length > 1
      ? leaveNameOut(change, step, name, comment)
      : leaveOut(change, step, 'DropIndex', comment);
  return (
    edits && {
      kind: 'keep',
      title: `Keep ${name.name}: leave the DROP INDEX out`,
      preferred: true,
      edits: [{ file: change.migration.file, edits }],
    }
  );
}

export const dropProtectedIndex: Rule = {
  id: 'drop-protected-index',
  summary: 'DROP INDEX of an index that Prisma cannot see or that nobody declared, not made again.',
  check: (change) => [
    ...change.losses.flatMap((loss) => report(change, loss)),
    ...change.events.flatMap((event) => reportListed(change, event)),
  ],
  examples: [
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
        'hint notes_lower: Drops notes_lower, an expression index on notes (body) that Prisma cannot see.',
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
  ],
};
