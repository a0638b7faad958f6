import type { Range } from '../range';
import { dollarTag, Lexer, tokenKind, type Comment } from './lexer';
import { TokenList } from './token-list';

export type { Comment } from './lexer';

/** As in `tokenKind`. */
type TokenKind = keyof typeof tokenKind;

/** A lexical element of PostgreSQL's SQL, for whoever wants more than a few of them in hand. */
export interface Token extends Range {
  readonly kind: TokenKind;
  /** A word in lower case, or the symbol; empty for other kinds. */
  readonly word: string;
  /** The quotation that starts here never ends; the token was cut at the end of its line so that the rest is still read. */
  readonly open: boolean;
}

export interface Scan {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
}

const kinds: readonly TokenKind[] = ['word', 'quoted', 'string', 'number', 'parameter', 'symbol'];

/** One token of a list as an object. */
export function tokenAt(list: TokenList, at: number): Token {
  return {
    kind: kinds[list.kindOf(at)] ?? 'symbol',
    word: list.wordOf(at),
    start: list.startOf(at),
    end: list.endOf(at),
    open: list.isOpen(at),
  };
}

/**
 * Reads SQL into tokens and comments, as Lexer does.
 *
 * @param from where to begin; a byte order mark is passed over at the start of a file, and a word anywhere else
 */
export function scan(text: string, from?: number): Scan {
  const list = new TokenList(text);
  const lexer = new Lexer(text, from);
  while (lexer.next()) list.add(lexer);
  return {
    tokens: Array.from({ length: list.length }, (_, at) => tokenAt(list, at)),
    comments: lexer.comments,
  };
}

const backslash = 92;

/** A constant's content, unescaped, and where each of its characters stands in the text. */
export interface StringContent {
  readonly value: string;
  /** The offset in the text of the character at `index` of the value; `index` may be the value's length. */
  readonly offsetOf: (index: number) => number;
}

/** Reads a string constant. Escapes of `E'…'` other than a doubled or escaped quote are kept as their character. */
export function readString(text: string, token: Token): StringContent {
  const source = text.slice(token.start, token.end);
  const dollar = source.startsWith('$') ? dollarTag(source, 0) : undefined;
  if (dollar !== undefined) {
    const start = token.start + dollar.length;
    const end = token.open ? token.end : token.end - dollar.length;
    return { value: text.slice(start, end), offsetOf: (index) => start + index };
  }
  const quoteAt = source.indexOf("'");
  const first = token.start + quoteAt + 1;
  const last = token.open ? token.end : token.end - 1;
  const body = text.slice(first, last);
  const escapes = /^e/i.test(source);
  if (!body.includes("'") && !(escapes && body.includes('\\'))) {
    return { value: body, offsetOf: (index) => first + index };
  }
  const offsets: number[] = [];
  let value = '';
  for (let i = 0; i < body.length; i++) {
    offsets.push(first + i);
    let character = body.charAt(i);
    if (character === "'" && body[i + 1] === "'") i++;
    else if (escapes && body.charCodeAt(i) === backslash && i + 1 < body.length) {
      i++;
      const escaped = body.charAt(i);
      character = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }[escaped] ?? escaped;
    }
    value += character;
  }
  return { value, offsetOf: (index) => offsets[index] ?? last };
}
