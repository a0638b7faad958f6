import { firstFrom } from '../first-from';
import type { Grammar } from './grammar';
import { readString, scan } from './scan';
import { blockToken } from './read-block';
import type { Script, Statement } from './statements';
import type { Range } from '../range';

/** A stretch of a script that PostgreSQL cannot read. */
export interface RefusedText {
  /** Where PostgreSQL stopped, to the end of the word there. Offsets in the script's text. */
  readonly range: Range;
  /** In PostgreSQL's own words. */
  readonly message: string;
}

/** The first words of PostgreSQL's commands. */
const commands: ReadonlySet<string> = new Set(
  (
    'abort alter analyse analyze begin call checkpoint close cluster comment commit copy create deallocate declare ' +
    'delete discard do drop end execute explain fetch grant import insert listen load lock merge move notify prepare ' +
    'reassign refresh reindex release repack reset revoke rollback savepoint security select set show start table ' +
    'truncate unlisten update vacuum values wait with'
  ).split(' '),
);

/** Whether the statement begins with no command, so that PostgreSQL refuses it whatever follows. Needs no grammar. */
export function beginsWithNoCommand(text: string, { verb, start }: Statement): boolean {
  return verb === '' ? text.charAt(start) !== '(' : !commands.has(verb);
}

/** Offsets from the start of a statement, which may move while somebody edits what stands before it. */
interface Known {
  readonly refused: RefusedText | undefined;
}

const known = new WeakMap<Statement, Known>();

/** From so many unknown statements on it is quicker to ask about the whole script first, if they are most of it. */
const manyUnknown = 3;

const byteOrderMark = '\uFEFF';

/** More than these are not looked for in one script. */
const mostRefused = 100;

/**
 * What of a script PostgreSQL refuses to read, in order, up to a hundred. Each statement is asked about once, however often
 * the text around it changes.
 */
export function refusedTexts(text: string, script: Script, grammar: Grammar): readonly RefusedText[] {
  const { statements, unclosed } = script;
  const unknown = statements.filter((statement) => !known.has(statement));
  const marked = text.startsWith(byteOrderMark) ? [{ range: { start: 0, end: 1 }, message: '' }] : [];
  const behindMark = marked.length;
  const lengthOfUnknown = unknown.reduce((length, { start, end }) => length + end - start, 0);
  const isReadable =
    unknown.length >= manyUnknown &&
    lengthOfUnknown > text.length / 2 &&
    grammar.refusalOf(text.slice(behindMark)) === undefined;
  const refused: RefusedText[] = [];
  for (const statement of statements) {
    const answer = known.get(statement) ?? { refused: ask(text, statement, grammar, isReadable) };
    known.set(statement, answer);
    const one = answer.refused;
    if (one) refused.push({ ...one, range: moved(one.range, statement.start) });
    // A file that is no SQL at all needs no more proof.
    if (refused.length >= mostRefused) break;
  }
  const [open] = unclosed;
  if (refused.length > 0 || open === undefined) return [...marked, ...refused];
  // A comment without an end belongs to no statement.
  const refusal = grammar.refusalOf(text.slice(open));
  if (!refusal) return marked;
  const before = statements[firstFrom(statements, ({ end }) => end > open) - 1];
  const from = before?.start ?? behindMark;
  const range = moved(wordAt(text.slice(from), refusal.at + open - from), from);
  return [...marked, { message: refusal.message, range }];
}

function ask(
  text: string,
  statement: Statement,
  grammar: Grammar,
  isReadable: boolean,
): RefusedText | undefined {
  const own = text.slice(statement.start, statement.end);
  const refusal = isReadable ? undefined : grammar.refusalOf(own);
  if (refusal) return { message: refusal.message, range: wordAt(own, refusal.at) };
  const body = blockToken(text, statement);
  if (!body) return undefined;
  const message = grammar.blockRefusalOf(own);
  return message === undefined
    ? undefined
    : { message, range: wordInBlock(own, moved(body, -statement.start), message) };
}

function moved({ start, end }: Range, by: number): Range {
  return { start: start + by, end: end + by };
}

/** The word, quotation or sign that stands there; at the end of the text the one before. */
function wordAt(text: string, at: number): Range {
  const [token] = scan(text.slice(at, at + 1000), 0).tokens;
  if (token?.start === 0) return moved(token, at);
  const last = scan(text.slice(0, at), 0).tokens.at(-1);
  return last ? { start: last.start, end: last.end } : { start: at, end: at };
}

/** The word at which PostgreSQL stopped, if the block has it once; else the line on which the block begins. */
function wordInBlock(text: string, body: Range, message: string): Range {
  const word = /at or near "(.*)"$/s.exec(message)?.[1];
  const token = scan(text.slice(0, body.end), 0).tokens.find(({ start }) => start === body.start);
  if (word !== undefined && token) {
    const { value, offsetOf } = readString(text, token);
    const found = scan(value, 0).tokens.filter(({ start, end }) => value.slice(start, end) === word);
    const [only] = found;
    if (only && found.length === 1) return { start: offsetOf(only.start), end: offsetOf(only.end) };
  }
  const [first] = scan(text, 0).tokens;
  return first ? { start: first.start, end: first.end } : body;
}
