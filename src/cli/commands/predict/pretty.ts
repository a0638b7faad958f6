import { createColors } from 'picocolors';
import { ownCommand, type CommandTarget } from '../../../core/command-target';
import { diffLines, type DiffLine } from '../../../core/drift/line-diff';
import { objectNames } from '../../../core/linter/change/object-words';
import { positionsOf } from '../../../core/text-positions';
import { needsAttention, type PredictedFinding, type Prediction } from '../../../workflows/predict';
import type { Page } from '../../output/page';
import { wrap } from '../../output/wrap';
import { frameOf } from '../../output/code-frame';
import { pathFrom } from '../../output/positions';
import { counted } from '../../../core/counted';
import { escapeUnsafe, printable } from '../../output/printable';
import { severityColor } from '../../output/severity-color';

/** What is named in what is printed. */
interface PredictedBy {
  /** `Prisma 7.10.0` */
  readonly prisma: string;
  readonly target: CommandTarget;
}

const indent = '     ';

/** More SQL than this hides what is said about it. */
const mostLines = 60;

/**
 * What would happen, model by model, then the SQL, and what to do, as a person reads it in a terminal.
 *
 * @param by what is named in what is printed
 */
export function predictPretty(prediction: Prediction, by: PredictedBy, page: Page): string {
  const blocks = [
    ...findingBlocks(prediction, page),
    ...sqlBlock(prediction, page),
    summaryLines(prediction, by, page),
  ];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

/** One block a schema file; what belongs to no model comes last. */
function findingBlocks({ findings, texts }: Prediction, page: Page): string[][] {
  const { underline } = createColors(page.color);
  const files = [...new Set(findings.map(({ location }) => location?.file))];
  files.sort((a, b) => Number(a === undefined) - Number(b === undefined));
  return files.flatMap((file) => {
    const heading = file === undefined ? 'In no model of the schema' : pathFrom(page.cwd, file);
    const text = file === undefined ? undefined : texts.get(file);
    const own = findings
      .filter(({ location }) => location?.file === file)
      .map((one) => findingLines(one, text, page));
    const [first = [], ...others] = own;
    return [[underline(printable(heading)), ...first], ...others];
  });
}

function findingLines(
  { finding, message, location }: PredictedFinding,
  text: string | undefined,
  { width, color }: Page,
): string[] {
  const colors = createColors(color);
  const { severity, rule, why } = finding;
  const paint = severityColor(severity, colors);
  const sentences = [message, why].filter((sentence) => sentence !== '');
  const lines: string[] = [];
  let where = '';
  if (location && text !== undefined) {
    const positions = positionsOf(text);
    const { line, column } = positions.at(location.range.start);
    where = `${line}:${column}  `;
    const number = String(line).padStart(6);
    const frame = frameOf(positions, location.range, width - number.length - 3);
    lines.push(
      `${colors.dim(`${number} │`)} ${frame.source}`,
      `${colors.dim(`${' '.repeat(number.length)} │`)} ${' '.repeat(frame.indent)}${paint('^'.repeat(frame.carets))}`,
    );
  }
  return [
    `  ${where}${paint(severity)}  ${printable(rule)}`,
    ...lines,
    ...sentences
      .flatMap((sentence) => wrap(printable(sentence), width - indent.length))
      .map((line) => indent + line),
  ];
}

/** The SQL; what safe-migrate would leave out of it begins with a `-`, and what it would write instead, or behind it, with a `+`. */
function sqlBlock({ command, sql, safeSql, keptBack, broughtBack }: Prediction, { color }: Page): string[][] {
  if (sql === '') return [];
  const { bold } = createColors(color);
  const marks = command === 'migrate dev' && keptBack.length + broughtBack.length > 0;
  const lines = marks
    ? diffLines(sql.trimEnd(), safeSql.trimEnd())
    : sql
        .trimEnd()
        .split('\n')
        .map((text): DiffLine => ({ sign: ' ', text }));
  const heading = marks
    ? `What the next ${command} would write${keptBack.length > 0 ? ' (-)' : ''}, and safe-migrate ${keptBack.length > 0 ? 'instead' : 'besides'} (+):`
    : `What the next ${command} would ${command === 'migrate dev' ? 'write' : 'run'}:`;
  const more = lines.length - mostLines;
  return [
    [
      bold(heading),
      ...lines.slice(0, mostLines).map((line) => sqlLine(line, color)),
      ...(more > 0 ? [`  … and ${counted(more, 'more line')}: --json has them all.`] : []),
    ],
  ];
}

function sqlLine({ sign, text }: DiffLine, color: boolean): string {
  const { red, green } = createColors(color);
  const line = `  ${sign} ${escapeUnsafe(text.replaceAll('\t', '    '))}`.trimEnd();
  if (sign === ' ') return line;
  return sign === '-' ? red(line) : green(line);
}

function summaryLines(prediction: Prediction, by: PredictedBy, { width, color }: Page): string[] {
  const { bold, green, red } = createColors(color);
  const paint = needsAttention(prediction) ? red : green;
  const [sentence, next] = messagesOf(prediction, by);
  return [
    ...wrap(printable(sentence), width).map((line) => bold(paint(line))),
    ...(next === undefined ? [] : wrap(printable(next), width)),
  ];
}

/** What would come of it, and what to do instead. */
function messagesOf(prediction: Prediction, { prisma, target }: PredictedBy): [string, string | undefined] {
  const { command, from, sql, findings, isStanding } = prediction;
  const what = `The next ${command}, with ${prisma},`;
  const declares = command === 'db update' ? 'contract' : 'schema';
  const than = from === 'history' ? 'the migrations' : 'the database';
  if (sql === '') return [`${what} would do nothing: ${than} and the ${declares} agree.`, undefined];
  if (!needsAttention(prediction)) {
    const lost =
      command === 'db update' ? 'take away nothing that was never declared' : 'lose nothing protected';
    return [`${what} would ${lost}.`, undefined];
  }
  const indexes = new Set(findings.flatMap(({ finding: { index, loss } }) => (loss && index ? [index] : [])));
  const objects = findings.flatMap(({ finding }) => finding.objects ?? []);
  if (command === 'db update') {
    const count = findings.length;
    return [
      `${what} would take away ${count === 1 ? 'one thing' : `${count} things`} that the contract never declared.`,
      `Declare what the contract can hold; for everything else change the database by migrations alone, as ${ownCommand('safe-migrate', target, '--name', '<name>')} plans them: they leave alone what they do not name.`,
    ];
  }
  const lost = [...indexes, ...(objects.length > 0 ? [objectNames(objects, true)] : [])];
  const sentence =
    lost.length > 0
      ? `${what} would harm ${lost.join(', ')}${isStanding ? ', as each one does while the schema stays as it is' : ''}.`
      : `${what} would do what is shown above.`;
  if (command === 'db push') {
    const declare = indexes.size > 0 ? 'Declare the index in schema.prisma, or use' : 'Use';
    return [
      sentence,
      `${declare} migrations: db push leaves nothing out${objects.length > 0 ? ', and makes nothing again' : ''}.`,
    ];
  }
  const does = remedyOf(prediction);
  if (does === undefined)
    return [sentence, 'No fix can repair that automatically: read it before you migrate.'];
  return [sentence, `Instead: ${ownCommand('safe-migrate', target, '--name', '<name>')} ${does}.`];
}

/** What safe-migrate does about it; undefined where it can do nothing. */
function remedyOf({ keptBack, broughtBack }: Prediction): string | undefined {
  const again = 'makes again in the same migration what it loses';
  if (broughtBack.length === 0) return keptBack.length === 0 ? undefined : 'leaves that out';
  return keptBack.length === 0 ? again : `leaves out what it can, and ${again}`;
}
