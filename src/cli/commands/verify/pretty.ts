import { createColors } from 'picocolors';
import { ownCommand, type CommandTarget } from '../../../core/command-target';
import { indexNeedsAttention, type ProtectedIndexStatus } from '../../../core/protection/live-state';
import { isOurLimit } from '../../../workflows/replay-advice';
import type { VerifyReport } from '../../../workflows/verify';
import type { Page } from '../../output/page';
import { counted, printable } from '../../output/printable';
import { protectedIndexLines } from '../../output/protected-index-lines';
import { failureLines } from '../../output/replay-failure';
import { wrap } from '../../output/wrap';
import { grouped } from '../../../core/grouped';

/** What came of applying a history, as a person reads it in a terminal. */
export function verifyPretty(report: VerifyReport, target: CommandTarget, page: Page): string {
  const { bold, green, red } = createColors(page.color);
  const { failure, protectedIndexes, wanted, applied } = report;
  if (failure) {
    const count = `${grouped(applied)} of ${counted(wanted, 'migration')}`;
    const text = `${count} applied to an empty database; ${printable(failure.migration.name)} ${isOurLimit(failure) ? 'cannot be tried' : 'fails'}.`;
    return lines([...failureLines(failure, page), '', ...wrap(text, page.width).map((line) => red(line))]);
  }
  const bad = protectedIndexes.filter(indexNeedsAttention).length;
  const all = `${protectedIndexes.length} protected index${protectedIndexes.length === 1 ? '' : 'es'}`;
  const sentences = [
    wanted === 0
      ? 'There are no migrations.'
      : `${counted(wanted, 'migration')} applied to an empty database.`,
    bad > 0 && `${bad} of ${all} not as it should be at the end.`,
    bad === 0 && protectedIndexes.length > 0 && `${all} in place at the end.`,
  ];
  const text = sentences.filter((sentence) => sentence !== false).join(' ');
  return lines([
    ...(protectedIndexes.length > 0 ? [bold('Protected indexes at the end')] : []),
    ...protectedIndexes.flatMap((status) =>
      protectedIndexLines(status, page, (status) => wayOut(status, target)),
    ),
    ...(protectedIndexes.length > 0 ? [''] : []),
    ...wrap(text, page.width).map((line) => (bad > 0 ? red(line) : green(line))),
  ]);
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}

function wayOut({ index, state }: ProtectedIndexStatus, target: CommandTarget): string {
  if (index.record === undefined && state === 'missing') return 'No migration makes it.';
  return `${ownCommand('lint', target, '--settled')} shows which migration is at fault.`;
}
