import type { Range } from '../range';
import { readString, scan, type StringContent, type Token } from '../sql/scan';
import { readScript, type Statement } from '../sql/statements';
import { vectorOperatorPattern } from '../vectors/operators';
import type { EmbeddedSql } from './embedded-sql';

/** The SQL with a vector operator in a file of SQL, statement by statement, that in the bodies of functions included. */
export function sqlInFile(text: string): EmbeddedSql[] {
  const { statements } = readScript(text);
  return statements.flatMap(({ start, contentEnd }) => sqlInStatement(text, { start, end: contentEnd }));
}

/** The same of one statement, without its semicolon. */
export function sqlInStatement(text: string, { start, end }: Range): EmbeddedSql[] {
  const own = text.slice(start, end);
  if (!vectorOperatorPattern.test(own)) return [];
  const body = /^create\b/i.test(own) ? bodyOf(own) : undefined;
  if (!body) return [pieceOf(own, (index) => start + index)];
  return sqlInBody(body).map(({ text: inner, offsetOf }) =>
    pieceOf(inner, (index) => start + offsetOf(index)),
  );
}

interface Part {
  readonly text: string;
  readonly offsetOf: (index: number) => number;
}

function pieceOf(value: string, offsetOf: (index: number) => number): EmbeddedSql {
  return {
    pieces: [{ kind: 'text', value, offsetOf }],
    range: { start: offsetOf(0), end: offsetOf(value.length) },
  };
}

/** The body of CREATE FUNCTION or PROCEDURE where it is a constant: `AS $$ … $$`. */
function bodyOf(statement: string): StringContent | undefined {
  const { tokens } = scan(statement);
  const isRoutine = tokens.slice(0, 4).some(({ word }) => word === 'function' || word === 'procedure');
  const at = tokens.findIndex(({ word }, index) => word === 'as' && tokens[index + 1]?.kind === 'string');
  const constant = tokens[at + 1];
  return isRoutine && at >= 0 && constant ? readString(statement, constant) : undefined;
}

/** Begins SQL within a statement of PL/pgSQL. */
const sqlVerbs: ReadonlySet<string> = new Set(['select', 'with', 'insert', 'update', 'delete']);

/** In PL/pgSQL other words stand around the SQL: `RETURN QUERY SELECT …`, `FOR row IN SELECT … LOOP`. */
function sqlInBody({ value, offsetOf }: StringContent): Part[] {
  return readScript(value).statements.flatMap((statement) => {
    if (!vectorOperatorPattern.test(value.slice(statement.start, statement.contentEnd))) return [];
    const { start, end } = sqlWithin(value, statement);
    return [{ text: value.slice(start, end), offsetOf: (index) => offsetOf(start + index) }];
  });
}

function sqlWithin(value: string, { start, contentEnd }: Statement): Range {
  const { tokens } = scan(value.slice(start, contentEnd));
  const begins = (token: Token): boolean => token.kind === 'word' && sqlVerbs.has(token.word);
  const first = tokens.findIndex(begins);
  if (first < 0) return { start, end: contentEnd };
  const isWhole = first === 0;
  const loop = isWhole ? -1 : tokens.findIndex(({ word }, index) => word === 'loop' && index > first);
  // `IF (SELECT …) THEN`, `total := (SELECT …)`: up to what closes the parenthesis.
  const closed = tokens[first - 1]?.word === '(' ? closingOf(tokens, first) : -1;
  const last = closed >= 0 ? closed : loop;
  const from = tokens[first]?.start ?? 0;
  return { start: start + from, end: last >= 0 ? start + (tokens[last]?.start ?? 0) : contentEnd };
}

function closingOf(tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    const word = tokens[at]?.word;
    if (word === '(') depth++;
    else if (word === ')' && depth-- === 0) return at;
  }
  return -1;
}
