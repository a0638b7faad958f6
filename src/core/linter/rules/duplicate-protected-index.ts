import { keepFix } from '../fixes/keep';
import type { Loss } from '../../ledger/losses';
import type { Change } from '../change/change';
import type { Report } from '../findings/report';
import type { Rule } from './rule';
import { originPlace, provenance } from '../change/provenance';

function report(change: Change, loss: Loss): Report[] {
  if (loss.kind !== 'duplicate' || loss.event.kind !== 'refused') return [];
  const { index, event } = loss;
  const { operation } = event.step;
  const protection = change.protectionOf(index);
  if (!protection.isProtected || operation.kind !== 'create-index') return [];
  const intent = change.intentOf(event, loss);
  const keep = keepFix(change, loss, ': an index of this name exists already');
  return [
    {
      severity: intent === 'generated' ? 'error' : 'warning',
      range: operation.name?.range ?? event.step.range,
      index,
      loss: 'duplicate',
      intent,
      message: `Creates ${index.name}, which exists already as ${change.describe(index)}: PostgreSQL refuses the statement.`,
      why: provenance(index, protection),
      fixes: keep ? [keep] : [],
      related: originPlace(change, index),
    },
  ];
}

export const duplicateProtectedIndex: Rule = {
  id: 'duplicate-protected-index',
  summary: "CREATE INDEX with a protected index's name and another definition, which PostgreSQL refuses.",
  check: (change) => change.losses.flatMap((loss) => report(change, loss)),
  examples: [
    {
      title: 'Prisma creates a partial index plainly under the same name',
      history: [
        'CREATE TABLE notes (id text, chat_id text);\nCREATE INDEX notes_chat_id_idx ON notes (chat_id) WHERE chat_id IS NOT NULL;',
      ],
      schema: 'model notes {\n  id String @id\n  chat_id String?\n  @@index([chat_id])\n}',
      migration: '-- CreateIndex\nCREATE INDEX "notes_chat_id_idx" ON "notes"("chat_id");\n',
      reports: [
        'error notes_chat_id_idx: Creates notes_chat_id_idx, which exists already as a partial index on notes.chat_id: PostgreSQL refuses the statement.',
      ],
      fixed: '-- migration-guard: notes_chat_id_idx stays as it is: an index of this name exists already\n',
    },
    {
      title: 'IF NOT EXISTS does nothing and is left alone',
      history: [
        'CREATE TABLE notes (id text, chat_id text);\nCREATE INDEX notes_chat_id_idx ON notes (chat_id) WHERE chat_id IS NOT NULL;',
      ],
      schema: 'model notes {\n  id String @id\n  chat_id String?\n}',
      migration: 'CREATE INDEX IF NOT EXISTS notes_chat_id_idx ON notes (chat_id);\n',
      reports: [],
    },
  ],
};
