import type { DriftedMigration } from '../../../workflows/check-drift';
import type { FixDriftOutcome, FixDriftQuestion } from '../../../workflows/fix-drift';
import type { FileRestore, RestoreRefusal } from '../../../workflows/restore-file-plan';
import { gitCommand, ownCommand, type CommandTarget } from '../../../core/command-target';
import { counted } from '../../../core/counted';
import { shortId } from '../../output/whereabouts';

/** Why a migration is not fixed, and the ways on. */
export function refusalSentences({ name, verdict }: DriftedMigration, target: CommandTarget): string[] {
  if (verdict.kind === 'unproved') {
    return [
      `${name}: nobody can prove that its SQL is what was applied. If you have read it and know that it is, accept it by name: ${ownCommand('fix-drift', target, '--accept', name)}`,
    ];
  }
  return [
    `${name} is refused: its SQL is not what was applied, and a new checksum would hide that. There are two ways forward.`,
    `Put the applied text back: ${ownCommand('fix-drift', target, '--restore-file', name)}`,
    'If the change is wanted, put the applied text back too, and write the change as a new migration.',
  ];
}

/** ` 2 more are drifted: …`, or nothing. */
export function leftSentence(left: readonly DriftedMigration[], target: CommandTarget): string {
  if (left.length === 0) return '';
  const verb = left.length === 1 ? 'has' : 'have';
  return ` ${counted(left.length, 'other migration')} ${verb} drifted too: ${ownCommand('check-drift', target)}`;
}

export function restoreRefusal({ migration, reason }: RestoreRefusal, { repository }: CommandTarget): string {
  const { name, verdict } = migration;
  if (reason === 'unproved' || verdict.kind === 'unproved') {
    return `${name} cannot be restored: the text that was applied could not be found. ${gitCommand(repository, 'fetch', '--all')} may bring it.`;
  }
  const { applied } = verdict;
  const inGit =
    applied.from === 'git' && applied.location.commit !== undefined
      ? ` To see what was applied: ${gitCommand(repository, 'show', `${shortId(applied.location.commit)}:${applied.location.path}`)}`
      : '';
  return `${name} is not restored: the base has another text than this database got, so others have that one, and migrations that are already merged are not edited.${inGit}`;
}

/** What a person should know before a row gets the checksum of a text that only this machine has. */
export function uncommittedSentence(name: string): string {
  return `${name} is not committed as it is now: commit it, too, or this database drifts again at the next checkout.`;
}

/** What becomes of today's text, where git has not got it. */
export function todaySentence({ migration, today }: FileRestore): string {
  return today === 'unknown'
    ? `Without git, what ${migration.name} holds now cannot be brought back afterwards.`
    : `${migration.name} has changes that are not committed; they will be lost.`;
}

/** What a person is asked before anything is written. @param location where the database is */
export function questionOf(question: FixDriftQuestion, location: string): string {
  switch (question.kind) {
    case 'write-checksums': {
      const what = question.migrations === 1 ? 'checksum' : 'checksums';
      return `Write the new ${what} of ${counted(question.migrations, 'migration')} into ${location}?`;
    }
    case 'restore-files':
      return `Put the applied text back into ${counted(question.files, 'file')}?`;
    case 'keep-indexes': {
      const what =
        question.indexes > 0 ? `Make ${counted(question.indexes, 'index', 'es')} and write` : 'Write';
      return `${what} the new checksum into ${location}?`;
    }
  }
}

export function declined(answer: 'no' | 'left' | undefined): string {
  return answer === undefined
    ? 'Nothing was written, because nobody can be asked here. Add --yes once you have read what is above.'
    : 'Nothing was written.';
}

export function changedMeanwhile(
  { what, name }: Extract<FixDriftOutcome, { readonly kind: 'changed-meanwhile' }>,
  target: CommandTarget,
): string {
  return what === 'file'
    ? `${name} was changed in the meantime, so it was left alone. Run the command again.`
    : `Somebody else has changed the row of ${name} in the meantime, so it was left alone. Look again: ${ownCommand('check-drift', target)}`;
}

/** @param location where the database is */
export function sharedSentence(location: string, environment: string, target: CommandTarget): string {
  return `${location} is the database of ${environment}, which others share, so its rows are not changed. Restore the file instead: ${ownCommand('fix-drift', target, '--restore-file', '<migration>')}`;
}
