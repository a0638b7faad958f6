import { declareFix } from '../fixes/declare';
import { keepFix } from '../fixes/keep';
import type { Loss } from '../../ledger/losses';
import type { Change } from '../change/change';
import type { Report } from '../findings/report';
import type { Rule } from './rule';
import { originPlace, provenance, whatToDoHere } from '../change/provenance';

function report(change: Change, loss: Loss): Report[] {
  if (loss.kind !== 'rebuild' || loss.event.kind !== 'dropped') return [];
  const { index, event } = loss;
  const protection = change.protectionOf(index);
  if (!protection.isProtected || change.intentOf(event, loss) !== 'generated') return [];
  const keep = keepFix(change, loss, ': the same index was made again below');
  return [
    {
      severity: 'warning',
      range: event.name.range,
      index,
      loss: 'rebuild',
      intent: 'generated',
      message: `Drops ${index.name}, ${change.describe(index)}, and makes the same index again: a needless rebuild that blocks writes.`,
      why: provenance(index, protection) + whatToDoHere(change, loss),
      fixes: [keep, declareFix(change, loss)].filter((fix) => fix !== undefined),
      related: originPlace(change, index),
    },
  ];
}

export const rebuildProtectedIndex: Rule = {
  id: 'rebuild-protected-index',
  summary: 'A protected index is dropped and made again the same, under a lock.',
  check: (change) => change.losses.flatMap((loss) => report(change, loss)),
  examples: [
    {
      title: 'Prisma drops an index, and a person put it back below',
      history: [
        'CREATE TABLE tags (id text, name text);\nCREATE INDEX tags_name_idx ON tags USING gist (name gist_trgm_ops(siglen=32));',
      ],
      schema: 'model tags {\n  id String @id\n  name String?\n}',
      migration:
        '-- DropIndex\nDROP INDEX "tags_name_idx";\n\nCREATE INDEX tags_name_idx ON tags USING gist (name gist_trgm_ops(siglen = 32));\n',
      reports: [
        'warning tags_name_idx: Drops tags_name_idx, a trigram index on tags.name, and makes the same index again: a needless rebuild that blocks writes.',
      ],
      fixed:
        '-- migration-guard: kept tags_name_idx: the same index was made again below\n\n-- migration-guard: tags_name_idx stays as it is\n',
    },
    {
      title: 'a rebuild that a person asked for',
      history: ['CREATE TABLE tags (id text, name text);\nCREATE INDEX tags_lower ON tags (lower(name));'],
      schema: 'model tags {\n  id String @id\n  name String?\n}',
      migration: 'DROP INDEX tags_lower;\nCREATE INDEX tags_lower ON tags (lower(name));\n',
      reports: [],
    },
  ],
};
