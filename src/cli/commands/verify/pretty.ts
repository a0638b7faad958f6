import { createColors } from 'picocolors';
import { ownCommand, type CommandTarget } from '../../../core/command-target';
import { objectNeedsAttention } from '../../../core/protection/live-objects';
import { indexNeedsAttention } from '../../../core/protection/live-state';
import { isOurLimit } from '../../../workflows/replay-advice';
import type { VerifyReport } from '../../../workflows/verify';
import type { Page } from '../../output/page';
import { counted } from '../../../core/counted';
import { printable } from '../../output/printable';
import { protectedIndexLines } from '../../output/protected-index-lines';
import { protectedObjectLines } from '../../output/protected-object-lines';
import { failureLines } from '../../output/replay-failure';
import { wrap } from '../../output/wrap';
import { grouped } from '../../../core/grouped';

/** What came of applying a history, as a person reads it in a terminal. */
export function verifyPretty(report: VerifyReport, target: CommandTarget, page: Page): string {
  const { bold, green, red } = createColors(page.color);
  const { failure, protectedIndexes, protectedObjects, wanted, applied } = report;
  if (failure) {
    const count = `${grouped(applied)} of ${counted(wanted, 'migration')}`;
    const text = `${count} applied to an empty database; ${printable(failure.migration.name)} ${isOurLimit(failure) ? 'cannot be tried' : 'fails'}.`;
    return lines([...failureLines(failure, page), '', ...wrap(text, page.width).map((line) => red(line))]);
  }
  const indexes = {
    bad: protectedIndexes.filter(indexNeedsAttention).length,
    count: protectedIndexes.length,
  };
  const objects = {
    bad: protectedObjects.filter(objectNeedsAttention).length,
    count: protectedObjects.length,
  };
  const sentences = [
    wanted === 0
      ? 'There are no migrations.'
      : `${counted(wanted, 'migration')} applied to an empty database.`,
    ...placeSentence(indexes, `protected index${indexes.count === 1 ? '' : 'es'}`),
    ...placeSentence(objects, `protected object${objects.count === 1 ? '' : 's'}`),
  ];
  const paint = indexes.bad + objects.bad > 0 ? red : green;
  const fault = (status: { readonly state: string }, isMade: boolean): string =>
    !isMade && status.state === 'missing'
      ? 'No migration makes it.'
      : `${ownCommand('lint', target, '--settled')} shows which migration is at fault.`;
  return lines([
    ...section(
      bold('Protected indexes at the end'),
      protectedIndexes.flatMap((status) =>
        protectedIndexLines(status, page, () => fault(status, status.index.record !== undefined)),
      ),
    ),
    ...section(
      bold('Protected constraints, triggers and policies at the end'),
      protectedObjects.flatMap((status) =>
        protectedObjectLines(status, page, () => fault(status, status.object.record !== undefined)),
      ),
    ),
    ...wrap(sentences.join(' '), page.width).map(paint),
  ]);
}

function placeSentence(
  { bad, count }: { readonly bad: number; readonly count: number },
  what: string,
): string[] {
  if (count === 0) return [];
  const all = `${count} ${what}`;
  return [bad > 0 ? `${bad} of ${all} not as it should be at the end.` : `${all} in place at the end.`];
}

function section(title: string, body: readonly string[]): readonly string[] {
  return body.length > 0 ? [title, ...body, ''] : [];
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
