import { createColors } from 'picocolors';
import { isOurLimit } from '../../../workflows/replay-advice';
import type { ExplainedDifference, SchemaDrift } from '../../../workflows/schema-drift';
import { wrap } from '../wrap';
import { counted, escapeUnsafe, printable } from '../printable';
import { causeSentence, factSentences, nameOfObject } from './messages';
import type { Page } from '../page';
import { failureLines } from '../replay-failure';

const wordColumns = 'unexpected'.length;
const indent = ' '.repeat(wordColumns + 4);

/** How a schema compares with its history, as a person reads it in a terminal. */
export function schemaDriftLines(drift: SchemaDrift, page: Page): string[] {
  const { bold } = createColors(page.color);
  const lines = drift.differences.flatMap((one) => differenceLines(one, drift.ownSchema, page));
  if (drift.failure) lines.push(...failureLines(drift.failure, page));
  if (drift.adopting.length > 0) {
    const heading =
      'As a migration, this adopts what was made outside the migrations; in this database it changes nothing:';
    lines.push('', ...wrap(heading, page.width).map((line) => bold(line)), '');
    // To be copied, so never broken.
    lines.push(...drift.adopting.flatMap((statement) => statement.split('\n').map(escapeUnsafe)));
  }
  return [
    ...(lines.length > 0 ? [...lines, ''] : []),
    ...wrap(summaryOf(drift), page.width).map((line) => bold(line)),
  ];
}

/** One sentence on the whole. */
export function summaryOf({ failure, differences, replayed }: SchemaDrift): string {
  if (failure) {
    const how = isOurLimit(failure) ? 'cannot be tried' : 'fails';
    return `The schema cannot be compared: replayed from empty, ${printable(failure.migration.name)} ${how}.`;
  }
  const history =
    replayed === 1
      ? 'the replayed migration makes'
      : `${replayed.toLocaleString('en')} replayed migrations make`;
  if (differences.length === 0) return `The schema is what ${history}.`;
  return `The schema has ${counted(differences.length, 'difference')} from what ${history}.`;
}

function differenceLines(
  { difference, cause }: ExplainedDifference,
  ownSchema: string,
  page: Page,
): string[] {
  const { red, yellow } = createColors(page.color);
  const { kind, object, parts } = difference;
  const color = kind === 'unexpected' ? yellow : red;
  const more = parts.length > 0 ? `, with ${counted(parts.length, 'part')}` : '';
  const sentences = [...factSentences(difference), causeSentence(cause, difference)];
  return [
    `  ${color(kind.padEnd(wordColumns))}  ${printable(nameOfObject(object, ownSchema))}${more}`,
    ...sentences.flatMap((sentence) =>
      wrap(printable(sentence), page.width - indent.length).map((line) => indent + line),
    ),
  ];
}
