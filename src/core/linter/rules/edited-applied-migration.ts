import { ownCommand } from '../../command-target';
import { diffStatements } from '../../drift/statement-diff';
import { firstDifference, verdictOf } from '../../drift/verdict';
import type { Edit } from '../../edits';
import type { Fix, MigrationState } from '../findings/finding';
import type { FileReport } from '../findings/file-report';
import { ruleMetadata } from '../findings/rule-metadata';

export const editedAppliedMigration = ruleMetadata({
  id: 'edited-applied-migration',
  summary: 'The open text of a migration is no longer the one that a database has applied.',
  kinds: ['applied-text'],
  severity: { generated: 'warning', deliberate: 'warning' },
  fixable: ['revert', 'move'],
});

/** What is known of the migration in a database. */
export interface AppliedElsewhere {
  /** The environment's name. */
  readonly environment: string;
  /** The text that was applied; undefined where it is nowhere to be found. */
  readonly text: string | undefined;
}

/** The migration as it is in the editor. */
export interface EditedText {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly state: MigrationState;
}

/**
 * What there is to say of a migration whose text no longer gives the checksum that was applied.
 *
 * @param newFile the `migration.sql` of a new migration into which what was added could move; undefined
 *   where none can come behind the others
 */
export function editedAppliedReport(
  { name, file, text, state }: EditedText,
  { environment, text: applied }: AppliedElsewhere,
  newFile: string | undefined,
): FileReport {
  const about = {
    rule: editedAppliedMigration.id,
    severity: editedAppliedMigration.severity.deliberate,
    ...{ file, state, related: [] },
  } as const;
  if (applied === undefined) {
    return {
      ...about,
      range: { start: 0, end: firstLineEnd(text) },
      message: `${name} is not the text that was applied to ${environment}, and that text could not be found.`,
      why: `${consequence} What can be done: ${ownCommand('check-drift', { environment })}`,
      fixes: [],
    };
  }
  const cosmetic = verdictOf(applied, text) !== 'changed';
  return {
    ...about,
    range: firstDifference(applied, text),
    message: cosmetic
      ? `Changes comments or white space of ${name}, which is applied to ${environment} already.`
      : `Changes the SQL of ${name}, which is applied to ${environment} already: it will not run there again.`,
    why: cosmetic
      ? `${consequence} Put the applied text back. What else can be done: ${ownCommand('check-drift', { environment })}`
      : `${consequence} Write the change as a new migration.`,
    fixes: fixesFor({ file, text }, applied, newFile),
  };
}

const consequence = 'The database keeps the old checksum, and prisma migrate dev will want to reset it.';

function fixesFor(
  { file, text }: { file: string; text: string },
  applied: string,
  newFile: string | undefined,
): Fix[] {
  const back = { file, edits: [replacement(text, applied)] };
  const added = addedStatements(applied, text);
  const revert: Fix = {
    kind: 'revert',
    title: 'Put back the text that was applied',
    preferred: true,
    edits: [back],
  };
  if (added === undefined || newFile === undefined) return [revert];
  const newText = `${added.join('\n\n')}\n`;
  const move: Fix = {
    kind: 'move',
    title: 'Move what was added into a new migration',
    preferred: false,
    edits: [back, { file: newFile, edits: [{ range: { start: 0, end: 0 }, newText }] }],
  };
  return [move, revert];
}

/** The statements that only the new text has; undefined where it lacks some, or has some changed. */
function addedStatements(applied: string, text: string): string[] | undefined {
  const changes = diffStatements(applied, text);
  if (changes.length === 0) return undefined;
  const added = changes.flatMap(({ kind, now }) => (kind === 'added' && now ? [now.text] : []));
  return added.length === changes.length ? added : undefined;
}

/** The one edit that makes the second text of the first, with as little as possible in it. */
function replacement(text: string, wanted: string): Edit {
  const shortest = Math.min(text.length, wanted.length);
  let start = 0;
  while (start < shortest && text[start] === wanted[start]) start++;
  let tail = 0;
  while (tail < shortest - start && text.at(-1 - tail) === wanted.at(-1 - tail)) tail++;
  return {
    range: { start, end: text.length - tail },
    newText: wanted.slice(start, wanted.length - tail),
  };
}

function firstLineEnd(text: string): number {
  const end = text.search(/[\r\n]/);
  return end < 0 ? text.length : end;
}
