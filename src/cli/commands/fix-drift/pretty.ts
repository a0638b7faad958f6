import { createColors } from 'picocolors';
import type { CommandTarget } from '../../../core/command-target';
import type { DriftedMigration } from '../../../workflows/check-drift';
import type { FilePlan, FixDriftEvent } from '../../../workflows/fix-drift';
import type { FixPlan } from '../../../workflows/fix-drift-plan';
import type { KeepPlan } from '../../../workflows/keep-indexes-plan';
import type { FileRestore } from '../../../workflows/restore-file-plan';
import { complain, type CliContext } from '../../context';
import type { Page } from '../../output/page';
import { statementDiff, textDiff } from '../../output/diff';
import { foundSentence, verdictSentence } from '../../output/drift-messages';
import { pathFrom } from '../../output/positions';
import { counted } from '../../../core/counted';
import { escapeUnsafe, printable } from '../../output/printable';
import { uncommittedSentence, refusalSentences, restoreRefusal, todaySentence } from './messages';

const indent = '  ';

/** What differs in a migration that somebody wants fixed; all of today's text where nothing is known to compare with. */
function fixLines(drifted: DriftedMigration, page: Page): string {
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
function restoreLines({ migration, text }: FileRestore, page: Page): string {
  return section(migration, page, textDiff(migration.text, text, { color: page.color, indent }));
}

function section(drifted: DriftedMigration, { cwd, color }: Page, body: readonly string[]): string {
  const { bold } = createColors(color);
  const sentences = [verdictSentence(drifted), foundSentence(drifted)].filter(
    (sentence) => sentence !== undefined,
  );
  return [bold(printable(pathFrom(cwd, drifted.file))), ...sentences.map(printable), ...body, '', ''].join(
    '\n',
  );
}

/** Where the page's database is, too. */
interface DatabasePage extends Page {
  readonly location: string;
  /** For the commands that are printed. */
  readonly target: CommandTarget;
}

/** Shows what is to be done, or was done, as it happens. */
export function tellEvent(event: FixDriftEvent, page: DatabasePage, context: CliContext): void {
  switch (event.kind) {
    case 'not-compared':
      complain(context, `Not compared with another environment: ${event.sentence}`);
      return;
    case 'fix-planned':
      tellFixes(event.plan, page, context);
      for (const name of event.uncommitted) complain(context, uncommittedSentence(name));
      return;
    case 'fixed':
      context.stdout.write(
        `Fixed ${printable(event.migration.name)}. This undoes it:\n  ${printable(event.undoStatement)}\n`,
      );
      return;
    case 'restore-planned':
      tellRestores(event.plans, page, context);
      return;
    case 'restored':
      context.stdout.write(`Restored ${printable(pathFrom(page.cwd, event.migration.file))}.\n`);
      return;
    case 'keep-planned':
      context.stdout.write(keepLines(event.plan, page.location));
  }
}

function tellFixes({ fixes, refused, unchanged }: FixPlan, page: DatabasePage, context: CliContext): void {
  for (const drifted of [...fixes, ...refused]) context.stdout.write(fixLines(drifted, page));
  for (const name of unchanged) context.stdout.write(unchangedLine(name));
  for (const sentence of refused.flatMap((one) => refusalSentences(one, page.target))) {
    complain(context, sentence);
  }
}

function tellRestores(plans: readonly FilePlan[], page: DatabasePage, context: CliContext): void {
  for (const plan of plans) {
    if (plan.kind === 'unchanged') context.stdout.write(unchangedLine(plan.name));
    if (plan.kind === 'refused') complain(context, restoreRefusal(plan.refusal, page.target));
  }
  if (plans.some(({ kind }) => kind === 'refused')) return;
  const restores = plans.flatMap((plan) => (plan.kind === 'restore' ? [plan.restore] : []));
  for (const restore of restores) context.stdout.write(restoreLines(restore, page));
  const lost = restores.filter(({ today }) => today !== 'committed');
  for (const restore of lost) complain(context, todaySentence(restore));
}

function unchangedLine(name: string): string {
  return `${printable(name)} is as it was applied.\n`;
}

function keepLines({ migration, statements, inPlace }: KeepPlan, location: string): string {
  const name = printable(migration.name);
  const indexes = counted(statements.length + inPlace.length, 'index', 'es');
  return [
    `${name} no longer drops ${indexes}.`,
    ...inPlace.map((there) => `  ${printable(there)} is in place.`),
    ...statements.map((sql) => `  To be made in ${printable(location)}:\n    ${printable(sql)};`),
    `  Then the checksum of ${name} becomes that of its file.`,
    '',
    '',
  ].join('\n');
}

/** What was done about the indexes and the checksum. */
export function keptLines({ migration, statements }: KeepPlan, undoStatement: string): string {
  const made =
    statements.length > 0 ? `Made ${counted(statements.length, 'index', 'es')} and fixed` : 'Fixed';
  return `${made} ${printable(migration.name)}. This puts the old checksum back:\n  ${printable(undoStatement)}\n`;
}
