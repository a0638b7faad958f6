import type { Loss } from '../../ledger/losses';
import type { Change } from '../change/change';
import type { Report } from '../findings/report';
import type { Rule } from './rule';
import { originPlace, provenance } from '../change/provenance';

function report(change: Change, loss: Loss): Report[] {
  if (loss.kind !== 'rename' || !loss.replacement) return [];
  const { index, event, replacement } = loss;
  const protection = change.protectionOf(index);
  // The new name is known: to the schema, or to drift-ignore.json.
  const isFollowed =
    change.declarationOf(replacement) !== undefined || change.protectionOf(replacement).entry;
  if (!protection.isProtected || isFollowed) return [];
  const intent = change.intentOf(event, loss);
  const unlisted = protection.entry ? ' drift-ignore.json goes on naming the old one.' : '';
  return [
    {
      severity: intent === 'generated' || protection.entry ? 'warning' : 'info',
      range: event.step.range,
      index,
      loss: 'rename',
      intent,
      message: `Renames ${index.name}, ${change.describe(index)}, to ${replacement.name}.${unlisted}`,
      why: provenance(index, protection),
      fixes: [],
      related: originPlace(change, index),
    },
  ];
}

export const renameProtectedIndex: Rule = {
  id: 'rename-protected-index',
  summary: 'A protected index gets another name, which schema.prisma and drift-ignore.json do not follow.',
  check: (change) => change.losses.flatMap((loss) => report(change, loss)),
  examples: [
    {
      title: 'the entry in drift-ignore.json keeps the old name',
      history: ['CREATE TABLE notes (id text, body text);\nCREATE INDEX notes_lower ON notes (lower(body));'],
      schema: 'model notes {\n  id String @id\n  body String?\n}',
      driftIgnore: '{ "protectedIndexes": [{ "name": "notes_lower", "table": "notes" }] }',
      migration: 'ALTER INDEX notes_lower RENAME TO notes_body;\n',
      reports: [
        'warning notes_lower: Renames notes_lower, an expression index on notes (body), to notes_body. drift-ignore.json goes on naming the old one.',
      ],
    },
    {
      title: 'a person renames an index that nobody lists',
      history: ['CREATE TABLE notes (id text, body text);\nCREATE INDEX notes_lower ON notes (lower(body));'],
      schema: 'model notes {\n  id String @id\n  body String?\n}',
      migration: 'ALTER INDEX notes_lower RENAME TO notes_body;\n',
      reports: ['info notes_lower: Renames notes_lower, an expression index on notes (body), to notes_body.'],
    },
    {
      title: 'the schema declares the new name',
      history: ['CREATE TABLE notes (id text, body text);\nCREATE INDEX old_body ON notes (body);'],
      schema: 'model notes {\n  id String @id\n  body String?\n  @@index([body])\n}',
      migration: '-- RenameIndex\nALTER INDEX "old_body" RENAME TO "notes_body_idx";\n',
      reports: [],
    },
  ],
};
