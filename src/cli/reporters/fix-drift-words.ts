import { createColors } from 'picocolors';
import type { DriftedMigration } from '../../workflows/check-drift';
import type { FileRestore, RestoreRefusal } from '../../workflows/restore-file';
import { statementDiff, textDiff } from './diff-view';
import { foundSentence, verdictSentence } from './drift-words';
import { pathFrom } from './places';
import { counted, escapeUnsafe, printable } from './printable';
import { shortId } from './whereabouts-words';

export interface FixPage {
  /** Paths are shown as seen from here. */
  readonly cwd: string;
  readonly color: boolean;
}

const indent = '  ';

/** What differs in a migration that somebody wants fixed; all of today's text where nothing is known to compare with. */
export function fixLines(drifted: DriftedMigration, page: FixPage): string {
  const { verdict, text } = drifted;
  const diff =
    verdict.kind === 'cosmetic'
      ? textDiff(verdict.applied.text, text, { color: page.color, indent })
      : verdict.kind === 'changed'
        ? statementDiff(verdict.changes, { color: page.color, indent })
        : text
            .split(/\r?\n/)
            .map((line) => escapeUnsafe(`${indent}  ${line.replaceAll('\t', '    ')}`).trimEnd());
  return section(drifted, page, diff);
}

/** What a restored file would lose and get. */
export function restoreLines({ migration, text }: FileRestore, page: FixPage): string {
  return section(migration, page, textDiff(migration.text, text, { color: page.color, indent }));
}

function section(drifted: DriftedMigration, { cwd, color }: FixPage, body: readonly string[]): string {
  const { bold } = createColors(color);
  const said = [verdictSentence(drifted), foundSentence(drifted)].filter(
    (sentence) => sentence !== undefined,
  );
  return [bold(printable(pathFrom(cwd, drifted.file))), ...said.map(printable), ...body, '', ''].join('\n');
}

/** Why a migration is not fixed, and the ways on. */
export function refusalSentences({ name, verdict }: DriftedMigration): string[] {
  if (verdict.kind === 'unproved') {
    return [
      `${name}: nobody can prove that its SQL is what was applied. If you have read it and know that it is, accept it by name: --accept ${name}.`,
    ];
  }
  return [
    `${name} is refused: its SQL is not what was applied, and a new checksum would hide that. There are two ways on.`,
    `Put the applied text back: migration-guard fix-drift --restore-file ${name}.`,
    'If the change is wanted, put the applied text back too, and write the change as a new migration.',
  ];
}

/** ` 2 more are drifted: …`, or nothing. */
export function leftSentence(left: readonly DriftedMigration[]): string {
  if (left.length === 0) return '';
  const verb = left.length === 1 ? 'has' : 'have';
  return ` ${counted(left.length, 'other migration')} ${verb} drifted too: migration-guard check-drift.`;
}

export function restoreRefusal({ migration, reason }: RestoreRefusal): string {
  const { name, verdict } = migration;
  if (reason === 'unproved' || verdict.kind === 'unproved') {
    return `${name} cannot be restored: the text that was applied is nowhere to be found. git fetch --all may bring it.`;
  }
  const { applied } = verdict;
  const inGit =
    applied.from === 'git' && applied.place.commit !== undefined
      ? ` To see what was applied: git show ${shortId(applied.place.commit)}:${applied.place.path}.`
      : '';
  return `${name} is not restored: the base has another text than this database got, so others have that one, and settled migrations are not edited.${inGit}`;
}

/** What becomes of today's text, where git has not got it. */
export function todaySentence({ migration, today }: FileRestore): string {
  return today === 'unknown'
    ? `Without git, what ${migration.name} holds now cannot be brought back afterwards.`
    : `${migration.name} holds changes that are not committed; they will be gone.`;
}
