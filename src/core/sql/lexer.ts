import type { Range } from '../range';
import { hashedWith, knownWord } from './known-words';
import { quotationEnds } from './quotation-ends';

/**
 * What a token is, as a number that tokens can be kept by in bulk.
 *
 * - `word`: an unquoted identifier or keyword
 * - `quoted`: a quoted identifier, `U&"…"` included
 * - `string`: any string constant: `'…'`, `E'…'`, `U&'…'`, `B'…'`, `X'…'`, `N'…'`, `$tag$…$tag$`
 * - `number`, `parameter` (`$1`)
 * - `symbol`: one character of punctuation or of an operator
 */
export const tokenKind = { word: 0, quoted: 1, string: 2, number: 3, parameter: 4, symbol: 5 } as const;

/** Offsets are UTF-16 units from the start of the text. */
export interface Comment extends Range {
  readonly kind: 'line' | 'block';
}

const lineFeed = 10;
const carriageReturn = 13;
const singleQuote = 39;
const dollarSign = 36;
const star = 42;
const dot = 46;
const backslash = 92;
const byteOrderMark = 0xfeff;

/** What begins at a character, as far as one character tells. */
const begins = {
  symbol: 0,
  space: 1,
  word: 2,
  digit: 3,
  minus: 4,
  slash: 5,
  quoted: 6,
  string: 7,
  dollar: 8,
  dot: 9,
};

/** The classes of the ASCII characters; all others begin a word. */
const classes = new Uint8Array(128);

/** Whether an ASCII character may stand in a word behind its first; all others may. */
const wordParts = new Uint8Array(128);

function classify(characters: string, of: number): void {
  for (const character of characters) classes[character.charCodeAt(0)] = of;
}

const letters = 'abcdefghijklmnopqrstuvwxyz';
classify('\t\n\v\f\r ', begins.space);
classify(`${letters}${letters.toUpperCase()}_`, begins.word);
classify('0123456789', begins.digit);
classify('-', begins.minus);
classify('/', begins.slash);
classify('"', begins.quoted);
classify("'", begins.string);
classify('$', begins.dollar);
classify('.', begins.dot);
for (const character of `${letters}${letters.toUpperCase()}_0123456789$`) {
  wordParts[character.charCodeAt(0)] = 1;
}

const symbols = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isWordStart(code: number): boolean {
  return code >= 128 || classes[code] === begins.word;
}

function isWordPart(code: number): boolean {
  return code >= 128 || wordParts[code] === 1;
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
  const code = quote.charCodeAt(0);
  let from = at;
  for (;;) {
    const close = text.indexOf(quote, from);
    if (close < 0) return -1;
    if (text.charCodeAt(close + 1) !== code) return close + 1;
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
export function dollarTag(text: string, at: number): string | undefined {
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

function endOfNumber(text: string, at: number): number {
  let end = at;
  while (isDigit(text.charCodeAt(end))) end++;
  const next = text.charCodeAt(end);
  if (end > at && next !== dot && !isWordStart(next)) return end;
  numberPattern.lastIndex = at;
  return at + Math.max(1, numberPattern.exec(text)?.[0].length ?? 1);
}

function startOfFile(text: string): number {
  return text.charCodeAt(0) === byteOrderMark ? 1 : 0;
}

/**
 * Reads SQL token by token, as PostgreSQL's lexer does with `standard_conforming_strings` on. White space and comments are
 * not tokens. Each token stands in the fields until the next one is read: a script has too many for objects.
 *
 * Never throws. A quotation or comment without an end goes on to the end of its line only, so that one missing quote
 * while typing does not hide everything behind it. Any other character (NUL included) is a symbol.
 */
export class Lexer {
  /** One of `tokenKind`. */
  kind: number = tokenKind.symbol;
  /** Offsets are UTF-16 units from the start of the text. */
  start = 0;
  end = 0;
  /** A word that is known, in lower case, or the symbol; else empty. */
  word = '';
  /** The quotation that starts here never ends; the token was cut at the end of its line so that the rest is still read. */
  open = false;
  /** All that stand before the token. */
  readonly comments: Comment[] = [];
  /** Where quotations and comments without an end start: only what stands there depends on all the text behind it. */
  readonly unclosed: number[] = [];

  readonly #text: string;
  readonly #ends;
  #at: number;
  /** Whether the latest string constant is an E'…': what continues it on another line has its escapes too. */
  #hasEscapes = false;
  /** Where the second of two dots stands, which begins no number. */
  #secondDot = -1;

  /** @param from where to begin; a byte order mark is passed over at the start of a file, and a word anywhere else */
  constructor(text: string, from = startOfFile(text)) {
    this.#text = text;
    this.#ends = quotationEnds(text);
    this.#at = from;
  }

  /** Moves to the next token; false behind the last one. */
  next(): boolean {
    const text = this.#text;
    const length = text.length;
    for (let at = this.#at; at < length;) {
      const code = text.charCodeAt(at);
      switch (code < 128 ? classes[code] : begins.word) {
        case begins.space:
          at++;
          continue;
        case begins.word:
          this.#readWord(text, at, code);
          return true;
        case begins.minus:
          if (text.charCodeAt(at + 1) !== code) break;
          at = this.#skipComment('line', at, endOfLine(text, at));
          continue;
        case begins.slash: {
          if (text.charCodeAt(at + 1) !== star) break;
          const end = this.#ends.ofBlockComment(at);
          if (end < 0) this.unclosed.push(at);
          at = this.#skipComment('block', at, end < 0 ? endOfLine(text, at) : end);
          continue;
        }
        case begins.quoted:
          this.#setQuotation(tokenKind.quoted, at, endOfQuotation(text, at + 1, '"'));
          return true;
        case begins.string:
          this.#readString(text, at);
          return true;
        case begins.dollar:
          this.#readDollar(text, at);
          return true;
        case begins.digit:
          this.#set(tokenKind.number, at, endOfNumber(text, at), '');
          return true;
        case begins.dot:
          if (this.#secondDot === at) break;
          if (isDigit(text.charCodeAt(at + 1))) {
            this.#set(tokenKind.number, at, endOfNumber(text, at), '');
            return true;
          }
          if (text.charCodeAt(at + 1) === dot) this.#secondDot = at + 1;
          break;
        default:
      }
      this.#set(tokenKind.symbol, at, at + 1, symbols[code] ?? '');
      return true;
    }
    this.#at = length;
    return false;
  }

  #skipComment(kind: Comment['kind'], start: number, end: number): number {
    this.comments.push({ kind, start, end });
    return end;
  }

  #readString(text: string, at: number): void {
    this.#hasEscapes &&= this.kind === tokenKind.string && !this.open && this.#isContinuedAt(at);
    const end = this.#hasEscapes ? endOfEscapes(text, at + 1) : endOfQuotation(text, at + 1, "'");
    this.#setQuotation(tokenKind.string, at, end);
  }

  #readWord(text: string, start: number, code: number): void {
    const prefix = quotationPrefix(text, start);
    if (prefix > 0) {
      const content = start + prefix + 1;
      const quote = text.charAt(start + prefix);
      this.#hasEscapes = (code | 32) === 101;
      const end = this.#hasEscapes ? endOfEscapes(text, content) : endOfQuotation(text, content, quote);
      this.#setQuotation(quote === '"' ? tokenKind.quoted : tokenKind.string, start, end);
      return;
    }
    let hash = hashedWith(0, code);
    let end = start + 1;
    for (let part = text.charCodeAt(end); isWordPart(part); part = text.charCodeAt(end)) {
      hash = hashedWith(hash, part);
      end++;
    }
    this.#set(tokenKind.word, start, end, knownWord(text, start, end, hash));
  }

  #readDollar(text: string, start: number): void {
    const tag = dollarTag(text, start);
    if (tag !== undefined) {
      this.#hasEscapes = false;
      this.#setQuotation(tokenKind.string, start, this.#ends.ofDollarQuotation(tag, start + tag.length));
      return;
    }
    let end = start + 1;
    while (isDigit(text.charCodeAt(end))) end++;
    if (end > start + 1) this.#set(tokenKind.parameter, start, end, '');
    else this.#set(tokenKind.symbol, start, end, '$');
  }

  /** Whether the constant behind this token goes on with it: PostgreSQL wants a line break between, and no block comment. */
  #isContinuedAt(at: number): boolean {
    const between = this.#text.slice(this.end, at);
    return /[\r\n]/.test(between) && !between.includes('/*');
  }

  #setQuotation(kind: number, start: number, end: number): void {
    if (end < 0) this.unclosed.push(start);
    this.#set(kind, start, end < 0 ? endOfLine(this.#text, start) : end, '', end < 0);
  }

  #set(kind: number, start: number, end: number, word: string, open = false): void {
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.word = word;
    this.open = open;
    this.#at = end;
  }
}
