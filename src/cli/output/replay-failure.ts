import { createColors } from 'picocolors';
import { adviceFor, isOurLimit, refusalSentence } from '../../workflows/replay-advice';
import type { ReplayFailure } from '../../workflows/replay-embedded';
import { frameLines } from './code-frame';
import type { Page } from './page';
import { pathFrom, positionsOf } from './positions';
import { printable } from './printable';
import { wrap } from './wrap';

const indent = '     ';

/** Where and why a history cannot go on, with the statement. */
export function failureLines(failure: ReplayFailure, { cwd, width, color }: Page): string[] {
  const { red, dim, underline } = createColors(color);
  const { migration, range, offset } = failure;
  const positions = positionsOf(migration.text);
  const text = (sentence: string): string[] =>
    wrap(printable(sentence), width - indent.length).map((line) => indent + line);
  const shown = range && { start: Math.max(offset ?? range.start, range.start), end: range.end };
  const start = shown && positions.at(shown.start);
  const advice = adviceFor(failure);
  return [
    underline(printable(pathFrom(cwd, migration.file))),
    `  ${start ? `${start.line}:${start.column}  ` : ''}${red(isOurLimit(failure) ? 'cannot be tried' : 'fails')}`,
    ...(shown ? frameLines(positions, shown, width, { paint: red, dim }) : []),
    ...text(refusalSentence(failure)),
    ...(advice === undefined ? [] : text(advice)),
  ];
}
