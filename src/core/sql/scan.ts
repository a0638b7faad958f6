import type { Range } from '../range';
import { quotationEnds } from './quotation-ends';

/**
 * A lexical element of PostgreSQL's SQL. White space and comments are not tokens.
 *
 * - `word`: an unquoted identifier or keyword
 * - `quoted`: a quoted identifier, `U&"…"` included
 * - `string`: any string constant: `'…'`, `E'…'`, `U&'…'`, `B'…'`, `X'…'`, `N'…'`, `$tag$…$tag$`
 * - `number`, `parameter` (`$1`)
 * - `symbol`: one character of punctuation or of an operator
 */
type TokenKind = 'word' | 'quoted' | 'string' | 'number' | 'parameter' | 'symbol';

/** Offsets are UTF-16 units from the start of the scanned text. */
export interface Token extends Range {
  readonly kind: TokenKind;
  /** A word in lower case, or the symbol; empty for other kinds. */
  readonly word: string;
  /** The quotation that starts here never ends; the token was cut at the end of its line so that the rest is still read. */
  readonly open: boolean;
}

export interface Comment extends Range {
  readonly kind: 'line' | 'block';
}

export interface Scan {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
}

const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const doubleQuote = 34;
const dollarSign = 36;
const singleQuote = 39;
const star = 42;
const minus = 45;
const dot = 46;
const slash = 47;
const backslash = 92;
const underscore = 95;
const byteOrderMark = 0xfeff;

function isSpace(code: number): boolean {
  return code === space || (code >= tab && code <= 13);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isWordStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === underscore || code >= 0x80;
}

function isWordPart(code: number): boolean {
  return isWordStart(code) || isDigit(code) || code === dollarSign;
}

/** The offset behind the last character of the line that holds `at`. A lone CR ends a line too, as in PostgreSQL. */
function endOfLine(text: string, at: number): number {
  let end = at;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code === lineFeed || code === carriageReturn) break;
    end++;
  }
  return end;
}

/** The offset behind the closing quote of a quotation whose content starts at `at`, or -1. A doubled quote stands for itself. */
function endOfQuotation(text: string, at: number, quote: string): number {
  let from = at;
  for (;;) {
    const close = text.indexOf(quote, from);
    if (close < 0) return -1;
    if (text[close + 1] !== quote) return close + 1;
    from = close + 2;
  }
}

/** The same for `E'…'`, where a quote behind a backslash stands for itself too. */
function endOfEscapes(text: string, at: number): number {
  for (let i = at; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === backslash) i++;
    else if (code === singleQuote) {
      if (text.charCodeAt(i + 1) !== singleQuote) return i + 1;
      i++;
    }
  }
  return -1;
}

/** The tag of a dollar quotation that starts at `at`, dollars included (`$$`, `$body$`), or undefined. */
function dollarTag(text: string, at: number): string | undefined {
  let end = at + 1;
  if (text.charCodeAt(end) !== dollarSign) {
    if (!isWordStart(text.charCodeAt(end))) return undefined;
    while (end < text.length && isWordPart(text.charCodeAt(end)) && text.charCodeAt(end) !== dollarSign)
      end++;
    if (text.charCodeAt(end) !== dollarSign) return undefined;
  }
  return text.slice(at, end + 1);
}

/** How many characters before the quote belong to the constant (`E'` has one, `U&'` two), or -1 where none starts. */
function quotationPrefix(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  switch (text.charCodeAt(at) | 32) {
    case 98: // b
    case 101: // e
    case 110: // n
    case 120: // x
      return next === singleQuote ? 1 : -1;
    case 117: // u
      return text[at + 1] === '&' && (text[at + 2] === "'" || text[at + 2] === '"') ? 2 : -1;
    default:
      return -1;
  }
}

/** A number as PostgreSQL reads it: `1..10` begins with a 1. Letters that follow at once are junk and go with it. */
const numberPattern =
  /(?:0[xob][\da-f_]+|[\d_]+(?:\.(?!\.)[\d_]*)?|\.[\d_]+)(?:e[+-]?\d+)?(?:[a-z_\x80-\uffff][\w$\x80-\uffff]*)?/iy;

/** Whether a constant behind the token goes on with it: PostgreSQL wants a line break between, and no block comment. */
function isContinued(text: string, from: Token, at: number): boolean {
  const between = text.slice(from.end, at);
  return /[\r\n]/.test(between) && !between.includes('/*');
}

function startOfFile(text: string): number {
  return text.charCodeAt(0) === byteOrderMark ? 1 : 0;
}

/**
 * Reads SQL into tokens and comments, as PostgreSQL's lexer does with `standard_conforming_strings` on.
 *
 * Never throws. A quotation or comment without an end goes on to the end of its line only, so that one missing quote
 * while typing does not hide everything behind it. Any other character (NUL included) is a symbol.
 *
 * @param from where to begin; a byte order mark is passed over at the start of a file, and a word anywhere else
 */
export function scan(text: string, from = startOfFile(text)): Scan {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  scanInto(text, { take: (token) => tokens.push(token) > 0, comments, unclosed: [] }, from);
  return { tokens, comments };
}

/** Gets what is scanned, for a text whose tokens need not all be kept. */
export interface ScanSink {
  /** Takes one token; false ends the scan. */
  readonly take: (token: Token) => boolean;
  /** Has the comments before a token when the token is given. */
  readonly comments: Comment[];
  /** Where quotations and comments without an end start: only what stands there depends on all the text behind it. */
  readonly unclosed: number[];
}

/** The same as `scan`, into a sink. */
export function scanInto(
  text: string,
  { take, comments, unclosed }: ScanSink,
  from = startOfFile(text),
): void {
  const ends = quotationEnds(text);
  const length = text.length;
  let at = from;
  let previous: Token | undefined;
  // Whether the latest string constant is an E'…': what continues it on another line has its escapes too.
  let hasEscapes = false;

  const push = (kind: TokenKind, start: number, end: number, word = '', open = false): void => {
    previous = { kind, word, start, end, open };
    at = take(previous) ? end : length;
  };
  const pushSymbol = (start: number): void => push('symbol', start, start + 1, text.charAt(start));
  const pushQuotation = (kind: TokenKind, start: number, end: number): void => {
    if (end < 0) {
      unclosed.push(start);
      push(kind, start, endOfLine(text, start), '', true);
    } else push(kind, start, end);
  };

  while (at < length) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) {
      at++;
      continue;
    }
    const start = at;
    if (code === minus && text.charCodeAt(at + 1) === minus) {
      at = endOfLine(text, at);
      comments.push({ kind: 'line', start, end: at });
    } else if (code === slash && text.charCodeAt(at + 1) === star) {
      const end = ends.ofBlockComment(at);
      if (end < 0) unclosed.push(start);
      at = end < 0 ? endOfLine(text, at) : end;
      comments.push({ kind: 'block', start, end: at });
    } else if (isWordStart(code)) {
      const prefix = quotationPrefix(text, at);
      if (prefix > 0) {
        const content = at + prefix + 1;
        const quote = text.charAt(at + prefix);
        hasEscapes = (code | 32) === 101;
        pushQuotation(
          quote === '"' ? 'quoted' : 'string',
          start,
          hasEscapes ? endOfEscapes(text, content) : endOfQuotation(text, content, quote),
        );
      } else {
        let end = at + 1;
        while (end < length && isWordPart(text.charCodeAt(end))) end++;
        push('word', start, end, text.slice(start, end).toLowerCase());
      }
    } else if (code === singleQuote) {
      hasEscapes &&= previous?.kind === 'string' && !previous.open && isContinued(text, previous, at);
      pushQuotation(
        'string',
        start,
        hasEscapes ? endOfEscapes(text, at + 1) : endOfQuotation(text, at + 1, "'"),
      );
    } else if (code === doubleQuote) {
      pushQuotation('quoted', start, endOfQuotation(text, at + 1, '"'));
    } else if (code === dollarSign) {
      const tag = dollarTag(text, at);
      if (tag !== undefined) {
        hasEscapes = false;
        pushQuotation('string', start, ends.ofDollarQuotation(tag, at + tag.length));
      } else {
        let end = at + 1;
        while (end < length && isDigit(text.charCodeAt(end))) end++;
        if (end > at + 1) push('parameter', start, end);
        else pushSymbol(start);
      }
    } else if (isDigit(code) || (code === dot && isDigit(text.charCodeAt(at + 1)))) {
      numberPattern.lastIndex = at;
      push('number', start, at + Math.max(1, numberPattern.exec(text)?.[0].length ?? 1));
    } else if (code === dot && text.charCodeAt(at + 1) === dot) {
      pushSymbol(start);
      pushSymbol(start + 1);
    } else {
      pushSymbol(start);
    }
  }
}

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
