import type { Range } from '../../range';
import type { MigrationText } from '../../ledger/replay';
import type { Cursor } from '../../sql/cursor';
import { tooDeep } from '../../sql/grammar';
import { readBlock } from '../../sql/read-block';
import { readString } from '../../sql/scan';
import { statementCursor } from '../../sql/statement-cursor';
import type { Change } from '../change/change';
import type { Report } from '../findings/report';
import { ruleMetadata } from '../findings/rule-metadata';
import type { Rule } from './rule';

const metadata = ruleMetadata({
  id: 'unreadable-statement',
  summary: 'Text that PostgreSQL cannot read, or a DROP that is put together while the migration runs.',
  kinds: ['migration'],
  severity: { generated: 'error', deliberate: 'error' },
  exceptions: {
    built: { severity: 'warning', when: 'if a block puts a DROP together while it runs' },
    untold: { severity: 'warning', when: 'if it is DROP OWNED or ROLLBACK' },
    lost: { severity: 'warning', when: 'if characters are not UTF-8' },
  },
  fixable: [],
});

function report(severity: Report['severity'], range: Range, message: string, why: string): Report {
  return { severity, range, intent: 'deliberate', message, why, fixes: [], related: [] };
}

/** What stands in scripts by mistake, by how its first line begins, and what to do about it. */
const mistakes: readonly (readonly [RegExp, string])[] = [
  [/^\uFEFF/, 'The file begins with a byte order mark, which an editor hides. Save it as UTF-8 without one.'],
  [/^\\\w/, 'This is a command of psql, which only psql understands. Take the line out.'],
  [/^(?:<{7}|={7}|>{7}|\|{7})/, 'These are the marks of a merge conflict. Resolve it.'],
  [
    /^(?:\$ |> |yarn run |npm (?:ERR|WARN)|warn(?:ing)? |Done in |Loaded |Prisma schema loaded|Environment variables loaded)/i,
    'This is what a program has printed. Take it out, and write to the file with --output, or call the program without its runner.',
  ],
];

const nothingRuns =
  'Prisma sends a migration as one query, so nothing of it would run, and what cannot be read was not looked at.';

const notLookedAt = 'So it was not looked at what it does. Simplify it, or put it into a function.';

const typographic = /[\u2018-\u201f\u00ab\u00bb\u2039\u203a]/;
const straightQuotes = `Write ' around texts and " around names.`;

/** What to do about the text on the line where PostgreSQL stopped. */
function advice(text: string, { start, end }: Range): string | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', start);
  const line = text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd);
  const word = text.slice(start, end);
  if (typographic.test(word)) return `Typographic quotation marks quote nothing. ${straightQuotes}`;
  return mistakes.find(([pattern]) => pattern.test(line.trimStart()) || pattern.test(word))?.[1];
}

/**
 * Whether it is a statement that another program than Prisma makes whole before it applies it (with the name of a schema,
 * say), and in which nothing can be lost.
 */
function isTemplate({ script, migration: { text }, isAppliedByOthers }: Change, { start }: Range): boolean {
  const statement = script.statements.find((one) => one.start <= start && start < one.end);
  if (!statement || /\b(?:drop|alter|truncate|execute)\b/i.test(text.slice(statement.start, statement.end)))
    return false;
  return templateVerbs.has(statement.verb) && isAppliedByOthers();
}

const templateVerbs: ReadonlySet<string> = new Set([
  'create',
  'insert',
  'update',
  'select',
  'with',
  'comment',
]);

function refusals(change: Change): Report[] {
  const { refused, migration } = change;
  const { text } = migration;
  const errors = refused.filter(({ range }) => !isTemplate(change, range));
  return errors.map(({ range, message }) => {
    const mistake = advice(text, range);
    const words = message === '' ? 'syntax error at or near the byte order mark' : message;
    return report(
      metadata.severity.deliberate,
      range,
      message === tooDeep ? `This is ${tooDeep}.` : `PostgreSQL refuses this: ${words}.`,
      message === tooDeep ? notLookedAt : mistake === undefined ? nothingRuns : `${mistake} ${nothingRuns}`,
    );
  });
}

/** Words with typographic quotation marks, which PostgreSQL takes for letters. */
function quotesInNames({ migration: { text }, script, refused }: Change): Report[] {
  if (!typographic.test(text)) return [];
  return script.statements.flatMap((statement) => {
    if (refused.some(({ range }) => range.start >= statement.start && range.start < statement.end)) return [];
    const { tokens, mapRange } = statementCursor(text, statement);
    return tokens
      .filter(({ kind, word }) => kind === 'word' && typographic.test(word))
      .map((token) =>
        report(
          metadata.severity.deliberate,
          mapRange(token),
          'PostgreSQL takes typographic quotation marks for letters of the name.',
          straightQuotes,
        ),
      );
  });
}

/** What a DROP takes along indexes with; the kind may itself be put together. */
const losingDrop =
  /\bdrop\s*(?:$|%|(?:index|table|column|schema|extension|materialized\s+view)\b)|\bdrop\s+constraint\b/i;

/** Whether the constants among these tokens speak of a DROP that may lose an index. */
function speaksOfDrop({ text, tokens }: Cursor): boolean {
  return tokens.some((token) => token.kind === 'string' && losingDrop.test(readString(text, token).value));
}

/** `EXECUTE` of a DROP that only a running database could show. */
function builtDrops({ migration: { text }, script }: Change): Report[] {
  return script.statements.flatMap((statement) => {
    if (statement.verb !== 'do') return [];
    const { unfollowed, body } = readBlock(text, statement);
    return unfollowed.flatMap((executed): Report[] => {
      const [first] = executed.tokens;
      const last = executed.tokens.at(-1);
      const hasConstants = executed.tokens.some(({ kind }) => kind === 'string');
      const spoken = hasConstants ? executed : body;
      if (!first || !last || !spoken || !speaksOfDrop(spoken)) return [];
      return [
        report(
          metadata.exceptions.built.severity,
          executed.mapRange({ start: first.start, end: last.end }),
          'Puts a DROP together while it runs: what it drops cannot be read here.',
          'It may take a protected index along. Write the names as constants, or say why it does no harm.',
        ),
      ];
    });
  });
}

/** Statements of which the text does not say what they take away, with what to say of them. */
const untold: readonly (readonly [RegExp, string, string])[] = [
  [
    /^drop\s+owned\b/i,
    'Drops everything that belongs to a role: what that is cannot be read here.',
    'It may take a protected index along, with its table. Name what is to go.',
  ],
  [
    /^(?:rollback|abort)\b(?!\s+prepared\b)/i,
    'Undoes statements before it, which count as done here and for Prisma.',
    'Prisma marks the migration as applied all the same. Take the statement out, with what it undoes.',
  ],
];

function untoldLosses({ migration: { text }, script }: Change): Report[] {
  return script.statements.flatMap(({ start, contentEnd }): Report[] => {
    const own = text.slice(start, contentEnd);
    const found = untold.find(([pattern]) => pattern.test(own));
    if (!found) return [];
    const [, message, why] = found;
    return [report(metadata.exceptions.untold.severity, { start, end: contentEnd }, message, why)];
  });
}

/** Characters that were lost when the file was read: Prisma would lose them, too. */
function lostCharacters({ migration, script }: Change): Report[] {
  if (migration.isUtf8 !== false) return [];
  return script.statements.flatMap((statement): Report[] => {
    const at = migration.text.slice(statement.start, statement.end).indexOf('\uFFFD');
    if (at < 0) return [];
    const start = statement.start + at;
    return [
      report(
        metadata.exceptions.lost.severity,
        { start, end: start + 1 },
        'This character is not UTF-8: Prisma takes \uFFFD for it.',
        'A name or a text would be another one than is meant. Save the file as UTF-8.',
      ),
    ];
  });
}

const untoldWords = /\b(?:rollback|abort|drop\s+owned)\b/i;

/** Whether there may be something to say of a migration that PostgreSQL reads without complaint. */
export function mayBeUnreadable({ text, isUtf8 }: MigrationText): boolean {
  return (
    isUtf8 === false ||
    typographic.test(text) ||
    untoldWords.test(text) ||
    (/\bexecute\b/i.test(text) && /\bdrop\b/i.test(text))
  );
}

export const unreadableStatement: Rule = {
  ...metadata,
  check: (change) =>
    change.state === 'settled'
      ? []
      : [
          ...refusals(change),
          ...quotesInNames(change),
          ...builtDrops(change),
          ...untoldLosses(change),
          ...lostCharacters(change),
        ],
};
