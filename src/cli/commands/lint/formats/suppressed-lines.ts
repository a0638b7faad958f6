import { columnsOf, wrap } from '../../../output/wrap';
import { pathFrom } from '../../../output/positions';
import { printable } from '../../../output/printable';
import type { SuppressedFinding } from '../suppressed';

/** Those of merged migrations stay for ever; more than these nobody reads here. */
const mostShown = 20;

/** What is suppressed, a line each: where, what, and the reason that somebody gave. */
export function suppressedLines(
  suppressed: readonly SuppressedFinding[],
  { cwd, width }: { readonly cwd: string; readonly width: number },
): string[] {
  if (suppressed.length === 0) return [];
  const shown = suppressed.slice(0, mostShown).flatMap(({ finding, reason, by, line }) => {
    const { file, rule, index } = finding;
    const where = `  ${printable(pathFrom(cwd, file))}${line === undefined ? '' : `:${line}`}  ${rule}`;
    const about = index === undefined ? '' : `${printable(index)}: `;
    const text = `${about}${printable(reason)} (${by})`;
    const oneLine = `${where}  ${text}`;
    if (columnsOf(oneLine) <= width) return [oneLine];
    return [where, ...wrap(text, width - 4).map((part) => `    ${part}`)];
  });
  const more = suppressed.length - mostShown;
  return [
    'Suppressed, for the reasons given:',
    ...shown,
    ...(more > 0 ? [`  and ${more} more, which --format json lists`] : []),
  ];
}
