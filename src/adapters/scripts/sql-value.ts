import type { SqlPiece } from '../../core/queries/embedded-sql';
import { append } from '../../core/append';
import { vectorOperatorPattern } from '../../core/vectors/operators';
import type { Range } from '../../core/range';

/** What an expression gives that makes SQL. */
export interface SqlValue {
  readonly pieces: readonly SqlPiece[];
  /**
   * sql: made by the client's own functions, which put it into other SQL as it is; a string would become a parameter.
   * number: only digits.
   */
  readonly type: 'string' | 'sql' | 'number';
}

export const nothing: SqlValue = { pieces: [], type: 'string' };

export function hole({ start, end }: Range): SqlPiece {
  return { kind: 'hole', range: { start, end } };
}

/** What stands between the items of a list where nothing says so. */
export function comma(at: number): SqlPiece {
  return { kind: 'text', value: ',', offsetOf: () => at };
}

export function hasVectorOperator(value: SqlValue): boolean {
  return value.pieces.some((piece) => piece.kind === 'text' && vectorOperatorPattern.test(piece.value));
}

/** The text as far as it is known, with `?` for what is not. */
export function textOfPieces(pieces: readonly SqlPiece[]): string {
  return pieces.map((piece) => (piece.kind === 'text' ? piece.value : '?')).join('');
}

const statementWord = /^\s*(?:select|with|insert|update|delete)\b/i;
const beforeStatement =
  /(?:[(;?)]|\b(?:as|union|all|except|intersect|explain|analyze|verbose|into|for))\s*$/i;

/** Whether a statement stands behind words that are none, as in a message for the log. */
function isQuoted(before: readonly SqlPiece[], value: SqlValue): boolean {
  const text = textOfPieces(before.slice(-3));
  return text.trim() !== '' && !beforeStatement.test(text) && statementWord.test(textOfPieces(value.pieces));
}

/** Puts values one behind the other. */
export interface Joined {
  readonly pieces: SqlPiece[];
  /** Adds the value, or a hole where it is not known; a statement that is only named in words is one, too. */
  add(value: SqlValue | undefined, place: Range): void;
}

export function joined(): Joined {
  const pieces: SqlPiece[] = [];
  return {
    pieces,
    add: (value, place) => {
      if (value && !isQuoted(pieces, value)) append(pieces, value.pieces);
      else pieces.push(hole(place));
    },
  };
}

/** The first that is SQL with a vector operator, else the first in which something stands, or that is not known. */
export function bestOf<Way extends { readonly value: SqlValue | undefined }>(
  ways: readonly Way[],
): Way | undefined {
  return (
    ways.find(({ value }) => value && hasVectorOperator(value)) ??
    ways.find(({ value }) => !value || textOfPieces(value.pieces).trim() !== '') ??
    ways[0]
  );
}

const comments = /^(?:\s|--.*|\/\*[^]*?\*\/)+/;
const beginning =
  /^(?:[?(,]|(?:select|with|insert|update|delete|create|explain|alter|do|declare|merge|where|and|or|order\s+by|from|(?:left\s+|inner\s+|cross\s+)?join|limit|having|group\s+by|union|on|returning)\b)/i;
const clause = /\b(?:select|with|where|from|having|limit|returning|order\s+by|group\s+by)\b/i;
const sorted = /\border\s+by\b|^\s*select\b[^]*\bfrom\b[^]*\b(?:where|limit)\b/i;
/** Longer texts that begin otherwise speak of SQL. */
const longestFragment = 300;

/** Whether a text that nobody calls SQL is some: words of everyday English are not enough. */
export function looksLikeSql(text: string): boolean {
  const sql = text.replace(comments, '');
  if (beginning.test(sql)) return sorted.test(sql) || operandsIn(sql) > 0;
  if (sql.length > longestFragment) return false;
  return clause.test(sql) ? operandsIn(sql) > 0 : operandsIn(sql) === 2;
}

const leftOperand = /(?:["')\]]|\w\.\w+|\w_\w*)\s*$/;
const rightOperand = /^\s*(?:[$?:'"([@]|\w+(?:::|\.\w|_|\())/;
/** Of what stands beside an operator no more is looked at. */
const farthest = 80;

/**
 * On how many sides of a vector operator stands what SQL has there: a parameter, a cast, a quoted name, a column of a
 * table.
 */
function operandsIn(sql: string): number {
  let most = 0;
  for (const { index, 0: operator } of sql.matchAll(new RegExp(vectorOperatorPattern, 'g'))) {
    const end = index + operator.length;
    const sides = [
      leftOperand.test(sql.slice(Math.max(0, index - farthest), index)),
      rightOperand.test(sql.slice(end, end + farthest)),
    ];
    most = Math.max(most, sides.filter(Boolean).length);
  }
  return most;
}
