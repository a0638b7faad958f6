import { createColors } from 'picocolors';
import { wholeName } from '../../../core/protection/protected-object';
import { servedSentence } from '../../../core/vectors/served-query';
import type { Explained, ExplainReport } from '../../../workflows/explain';
import type { Page } from '../../output/page';
import { pathFrom, positionsIn } from '../../output/positions';
import { escapeLines, printable } from '../../output/printable';
import { wrap } from '../../output/wrap';
import { shortId } from '../../output/whereabouts';

const indent = '  ';
const plain = (line: string): string => line;

/** What is protected, as a person reads it in a terminal. */
export function explainPretty(report: ExplainReport, page: Page): string {
  if (report.explained.length === 0) return 'Nothing that Prisma would lose is in this project.\n';
  return `${report.explained.map((one) => lines(one, report, page).join('\n')).join('\n\n')}\n`;
}

function lines(one: Explained, report: ExplainReport, page: Page): string[] {
  const { bold, dim, red, yellow } = createColors(page.color);
  const { kind, origin, takenBy, howLost, cost, query, keep, statements } = one;
  const folded = (text: string, paint = plain, margin = indent): string[] =>
    wrap(printable(text), page.width - margin.length).map((line) => margin + paint(line));
  const name = kind === 'index' ? one.name : wholeName({ ...one, kind });
  return [
    ...wrap(printable(`${name}, ${one.what}`), page.width).map((line) => bold(line)),
    ...folded(one.provenance),
    ...(one.broughtIn ? folded(commitLabel(one.broughtIn), dim) : []),
    ...(origin ? folded(placeOf(origin, report, page), dim) : []),
    ...section(takenBy === undefined ? [] : folded(`${takenBy} takes it away.`, red)),
    ...section(folded(howLost), cost === undefined ? [] : folded(cost, yellow)),
    ...section(query ? folded(servedSentence(query)) : []),
    ...section(codeLines(statements, page)),
    ...section(
      keep.flatMap(({ command, does }) => [
        indent + printable(command),
        ...folded(does, plain, indent.repeat(2)),
      ]),
    ),
  ];
}

/** With a blank line before it, unless there is nothing. */
function section(...parts: readonly (readonly string[])[]): string[] {
  const all = parts.flat();
  return all.length === 0 ? [] : ['', ...all];
}

function placeOf(
  { file, range }: NonNullable<Explained['origin']>,
  report: ExplainReport,
  { cwd }: Page,
): string {
  const line = positionsIn(report)(file)?.at(range.start).line;
  return `${pathFrom(cwd, file)}${line === undefined ? '' : `:${line}`}`;
}

function commitLabel({ author, date, commit }: NonNullable<Explained['broughtIn']>): string {
  return `${author}, ${date.toISOString().slice(0, 10)}, commit ${shortId(commit)}`;
}

/** Not wrapped: it is there to be copied. */
function codeLines(statements: Explained['statements'], { color }: Page): string[] {
  const { cyan } = createColors(color);
  return (statements ?? []).flatMap((sql) => escapeLines(`${sql};`)).map((line) => indent + cyan(line));
}
