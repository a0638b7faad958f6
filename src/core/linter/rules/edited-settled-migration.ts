import { gitCommand } from '../../command-target';
import { firstDifference, verdictOf } from '../../drift/verdict';
import type { Base, ChangedMigration } from '../change/history-change';
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
export function editedReports({ before, now }: ChangedMigration, base: Base): HistoryReport[] {
  const mend = wayBack(before, now, base);
  if (!now) {
    return [
      {
        severity: metadata.severity.deliberate,
        file: before.file,
        range: { start: 0, end: 0 },
        message: `Deletes ${before.name}, which is part of the base already.`,
        why: `Databases that have applied it still have its row, and prisma migrate dev will want to reset them. ${mend}`,
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
        ? `${consequence} ${mend}`
        : `${consequence} If the change is wanted, write it as a new migration. ${mend}`,
      related: [],
    },
  ];
}

/** A folder that was moved cannot be checked out where it is now. */
function wayBack(before: ChangedMigration['before'], now: ChangedMigration['now'], base: Base): string {
  const { commit, repository } = base;
  if (now !== undefined && now.file !== before.file) {
    const show = gitCommand(repository, 'show', `${commit}:${before.folder}/migration.sql`);
    return `Put the text back that this shows: ${show}`;
  }
  return `${putBack}${gitCommand(repository, 'checkout', commit, '--', `:/${before.folder}`)}`;
}

const putBack = 'Put it back: ';

/** The command with which a finding ends that says how the file comes back; undefined where it names none. */
export function putBackCommand({
  rule,
  why,
}: {
  readonly rule: string;
  readonly why: string;
}): string | undefined {
  const at = why.lastIndexOf(putBack);
  return rule === metadata.id && at !== -1 ? why.slice(at + putBack.length) : undefined;
}

/** A squash deletes dozens: one finding says so for all. */
function deletions(
  { before: first }: ChangedMigration,
  { before: last }: ChangedMigration,
  count: number,
  { commit, repository }: Base,
): HistoryReport {
  return {
    severity: metadata.severity.deliberate,
    file: first.file,
    range: { start: 0, end: 0 },
    message: `Deletes ${count} migrations that are part of the base already, from ${first.name} to ${last.name}.`,
    why: `Databases that have applied them still have their rows, and prisma migrate dev will want to reset them. To see them: ${gitCommand(repository, 'log', '--stat', commit, '--', `:/${first.folder.replace(/\/?[^/]*$/, '')}`)} After a squash, the new migration has to be marked as applied where the old ones are: migration-guard status says so for each database.`,
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
