import { firstDifference, verdictOf } from '../../drift/verdict';
import type { ChangedMigration } from '../change/history-change';
import type { HistoryReport } from '../findings/report';
import type { HistoryRule } from './rule';
import { ruleMetadata } from '../findings/rule-metadata';

const metadata = ruleMetadata({
  id: 'edited-settled-migration',
  summary: 'A migration that is part of the base was changed, renamed or deleted.',
  kinds: ['history'],
  severity: { generated: 'error', deliberate: 'error' },
  fixable: ['revert', 'move'],
});

const consequence =
  'Databases that have applied it keep the old checksum, and prisma migrate dev will want to reset them.';

/** What there is to say about one settled migration. */
export function editedReports({ before, now }: ChangedMigration, base: string): HistoryReport[] {
  const mend = `Put it back: git checkout ${base} -- ${before.folder}`;
  if (!now) {
    return [
      {
        severity: metadata.severity.deliberate,
        file: before.file,
        range: { start: 0, end: 0 },
        message: `Deletes ${before.name}, which is part of the base already.`,
        why: `Databases that have applied it still have its row, and prisma migrate dev will want to reset them. ${mend}.`,
        related: [],
      },
    ];
  }
  if (now.name !== before.name) {
    return [
      {
        severity: metadata.severity.deliberate,
        file: now.file,
        range: { start: 0, end: 0 },
        message: `Renames ${before.name}, which is part of the base already, to ${now.name}.`,
        why: 'To Prisma that is one migration missing and another one new: it will try to apply the same statements again. Give the folder its old name.',
        related: [],
      },
    ];
  }
  const verdict = verdictOf(before.text, now.text);
  if (verdict === 'same') return [];
  const cosmetic = verdict === 'cosmetic';
  return [
    {
      severity: metadata.severity.deliberate,
      file: now.file,
      range: firstDifference(before.text, now.text),
      message: cosmetic
        ? `Changes comments or white space of ${now.name}, which is part of the base already.`
        : `Changes the SQL of ${now.name}, which is part of the base already.`,
      why: cosmetic
        ? `${consequence} ${mend}.`
        : `${consequence} ${mend}, and write the change as a new migration.`,
      related: [],
    },
  ];
}

/** A squash deletes dozens: one finding says so for all. */
function deletions(
  { before: first }: ChangedMigration,
  { before: last }: ChangedMigration,
  count: number,
  base: string,
): HistoryReport {
  return {
    severity: metadata.severity.deliberate,
    file: first.file,
    range: { start: 0, end: 0 },
    message: `Deletes ${count} migrations that are part of the base already, from ${first.name} to ${last.name}.`,
    why: `Databases that have applied them still have their rows, and prisma migrate dev will want to reset them. To see them: git log --stat ${base} -- ${first.folder.replace(/[^/]*$/, '')}. After a squash, mark the new migration as applied where the old ones are: prisma migrate resolve --applied.`,
    related: [],
  };
}

export const editedSettledMigration: HistoryRule = {
  ...metadata,
  check: ({ changed, base }) => {
    const deleted = changed.filter(({ now }) => now === undefined);
    const [first, ...others] = deleted;
    const last = others.at(-1);
    if (!first || !last) return changed.flatMap((migration) => editedReports(migration, base));
    const edited = changed.filter(({ now }) => now !== undefined);
    return [
      deletions(first, last, deleted.length, base),
      ...edited.flatMap((one) => editedReports(one, base)),
    ];
  },
};
