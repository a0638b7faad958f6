import { createColors } from 'picocolors';
import { isOurLimit } from '../../../workflows/replay-advice';
import type { ExplainedDifference, SchemaDrift } from '../../../workflows/schema-drift';
import { wrap } from '../wrap';
import { counted } from '../../../core/counted';
import { escapeUnsafe, printable } from '../printable';
import type { CommandTarget } from '../../../core/command-target';
import { causeSentence, factSentences, nameOfObject, stepSentence } from './messages';
import type { Page } from '../page';
import { failureLines } from '../replay-failure';
import { append } from '../../../core/append';
import { grouped } from '../../../core/grouped';

const wordColumns = 'unexpected'.length;
const indent = ' '.repeat(wordColumns + 4);

/** How a schema compares with its history, as a person reads it in a terminal. */
export function schemaDriftLines(drift: SchemaDrift, target: CommandTarget, page: Page): string[] {
  const { bold } = createColors(page.color);
  const lines = drift.differences.flatMap((one) => differenceLines(one, drift.ownSchema, target, page));
  if (drift.failure) append(lines, failureLines(drift.failure, page));
  const statements = (heading: string, sql: readonly string[]): void => {
    if (sql.length === 0) return;
    append(lines, ['', ...wrap(heading, page.width).map((line) => bold(line)), '']);
    // To be copied, so never broken.
    append(
      lines,
      sql.flatMap((statement) => statement.split('\n').map(escapeUnsafe)),
    );
  };
  statements('Run in this database, this makes again what is missing:', drift.completing);
  statements(
    'As a migration, this adopts what was made outside the migrations; in this database it changes nothing:',
    drift.adopting,
  );
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
    replayed === 1 ? 'the replayed migration makes' : `${grouped(replayed)} replayed migrations make`;
  if (differences.length === 0) return `The schema is what ${history}.`;
  return `The schema has ${counted(differences.length, 'difference')} from what ${history}.`;
}

function differenceLines(
  explained: ExplainedDifference,
  ownSchema: string,
  target: CommandTarget,
  page: Page,
): string[] {
  const { red, yellow } = createColors(page.color);
  const { difference, cause } = explained;
  const { kind, object, parts } = difference;
  const color = kind === 'unexpected' ? yellow : red;
  const more = parts.length > 0 ? `, with ${counted(parts.length, 'part')}` : '';
  const sentences = [
    ...factSentences(difference),
    causeSentence(cause, difference),
    stepSentence(explained, target),
  ];
  return [
    `  ${color(kind.padEnd(wordColumns))}  ${printable(nameOfObject(object, ownSchema))}${more}`,
    ...sentences.flatMap((sentence) =>
      wrap(printable(sentence), page.width - indent.length).map((line) => indent + line),
    ),
  ];
}
