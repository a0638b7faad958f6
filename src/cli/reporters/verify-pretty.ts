import { createColors } from 'picocolors';
import { indexNeedsAttention, type ProtectedIndexStatus } from '../../core/protection/live-state';
import { adviceFor, isOurLimit } from '../../workflows/replay-advice';
import type { ReplayFailure } from '../../workflows/replay-embedded';
import type { VerifyReport } from '../../workflows/verify';
import { wrap } from './columns';
import { frameLines } from './frame';
import { pathFrom, placesOf } from './places';
import { counted, printable } from './printable';
import { protectedIndexLines } from './protected-index-lines';

export interface VerifyPage {
  /** Paths are shown as seen from here. */
  readonly cwd: string;
  /** Columns to wrap at. */
  readonly width: number;
  readonly color: boolean;
}

const indent = '     ';

/** What came of applying a history, as a person reads it in a terminal. */
export function verifyPretty(report: VerifyReport, page: VerifyPage): string {
  const { bold, green, red } = createColors(page.color);
  const { failure, protectedIndexes, wanted, applied } = report;
  if (failure) {
    const count = `${applied.toLocaleString('en')} of ${counted(wanted, 'migration')}`;
    const text = `${count} applied to an empty database; ${printable(failure.migration.name)} ${isOurLimit(failure) ? 'cannot be tried' : 'fails'}.`;
    return lines([...failureLines(failure, page), '', ...wrap(text, page.width).map((line) => red(line))]);
  }
  const bad = protectedIndexes.filter(indexNeedsAttention).length;
  const all = `${protectedIndexes.length} protected index${protectedIndexes.length === 1 ? '' : 'es'}`;
  const said = [
    wanted === 0
      ? 'There are no migrations.'
      : `${counted(wanted, 'migration')} applied to an empty database.`,
    bad > 0 && `${bad} of ${all} not as it should be at the end.`,
    bad === 0 && protectedIndexes.length > 0 && `${all} in place at the end.`,
  ];
  const text = said.filter((sentence) => sentence !== false).join(' ');
  return lines([
    ...(protectedIndexes.length > 0 ? [bold('Protected indexes at the end')] : []),
    ...protectedIndexes.flatMap((status) => protectedIndexLines(status, page, wayOut)),
    ...(protectedIndexes.length > 0 ? [''] : []),
    ...wrap(text, page.width).map((line) => (bad > 0 ? red(line) : green(line))),
  ]);
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}

function wayOut({ index, state }: ProtectedIndexStatus): string {
  if (index.record === undefined && state === 'missing') return 'No migration makes it.';
  return 'migration-guard lint tells which migration is at fault.';
}

/** Where and why a history cannot go on, with the statement. */
export function failureLines(failure: ReplayFailure, { cwd, width, color }: VerifyPage): string[] {
  const { red, dim, underline } = createColors(color);
  const { migration, message, range, offset } = failure;
  const places = placesOf(migration.text);
  const text = (sentence: string): string[] =>
    wrap(printable(sentence), width - indent.length).map((line) => indent + line);
  const shown = range && { start: Math.max(offset ?? range.start, range.start), end: range.end };
  const start = shown && places.at(shown.start);
  const advice = adviceFor(failure);
  return [
    underline(printable(pathFrom(cwd, migration.file))),
    `  ${start ? `${start.line}:${start.column}  ` : ''}${red(isOurLimit(failure) ? 'cannot be tried' : 'fails')}`,
    ...(shown ? frameLines(places, shown, width, { paint: red, dim }) : []),
    ...text(`PostgreSQL: ${message}.`),
    ...(advice === undefined ? [] : text(advice)),
  ];
}
