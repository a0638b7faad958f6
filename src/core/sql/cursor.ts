import type { Range } from '../range';
import { quotedName, wordName } from './names';
import { readString, tokenAt, type Token } from './scan';
import { TokenList } from './token-list';
import { tokenKind } from './lexer';

/** A possibly qualified name as written, with its range; `range` covers the schema too. */
export interface NameRef {
  readonly schema: string | undefined;
  readonly name: string;
  readonly range: Range;
}

/** One name with its range. */
export interface Identifier {
  readonly name: string;
  readonly range: Range;
}

/** What identifiers that are joined by dots name; undefined for none. */
export function nameRef(path: readonly Identifier[]): NameRef | undefined {
  const [first] = path;
  const last = path.at(-1);
  if (!first || !last) return undefined;
  return {
    schema: path.at(-2)?.name,
    name: last.name,
    range: { start: first.range.start, end: last.range.end },
  };
}

/** What closes a parenthesis or bracket; empty for anything else. */
function closingOf(word: string): string {
  if (word === '(') return ')';
  return word === '[' ? ']' : '';
}

const asItIs = (range: Range): Range => range;

/** Walks over some of the tokens of a text. Every reading method moves on only when it finds what it looks for. */
export class Cursor {
  readonly text: string;
  readonly #list: TokenList;
  readonly #from: number;
  readonly #to: number;
  /** A position of the list; those that are given out count from the first token. */
  #at: number;

  /**
   * @param mapRange gives the range to report for a range of `text`: for a text that stands in a string constant of
   *   another one. Names carry mapped ranges, tokens do not.
   */
  constructor(
    list: TokenList,
    readonly mapRange: (range: Range) => Range = asItIs,
    from = 0,
    to = list.length,
  ) {
    this.text = list.text;
    this.#list = list;
    this.#from = from;
    this.#to = to;
    this.#at = from;
  }

  /** Over a whole text. */
  static of(text: string, mapRange?: (range: Range) => Range): Cursor {
    return new Cursor(TokenList.of(text), mapRange);
  }

  get done(): boolean {
    return this.#at >= this.#to;
  }

  /** How many tokens there are, those that it has passed too. */
  get length(): number {
    return this.#to - this.#from;
  }

  get position(): number {
    return this.#at - this.#from;
  }

  seek(position: number): void {
    this.#at = this.#from + position;
  }

  /** All tokens, as objects. */
  get tokens(): Token[] {
    return Array.from({ length: this.length }, (_, index) => tokenAt(this.#list, this.#from + index));
  }

  /** From the first token to the last, as offsets of `text`; undefined without tokens. */
  get extent(): Range | undefined {
    if (this.#to <= this.#from) return undefined;
    return { start: this.#list.startOf(this.#from), end: this.#list.endOf(this.#to - 1) };
  }

  token(ahead = 0): Token | undefined {
    const at = this.#at + ahead;
    return this.#has(at) ? tokenAt(this.#list, at) : undefined;
  }

  get isAtString(): boolean {
    return !this.done && this.#list.kindOf(this.#at) === tokenKind.string;
  }

  get isAtQuotedName(): boolean {
    return !this.done && this.#list.kindOf(this.#at) === tokenKind.quoted;
  }

  /** The token as lower-case word or symbol; quoted names and constants give the empty text. */
  peek(ahead = 0): string {
    const at = this.#at + ahead;
    return this.#has(at) ? this.#list.wordOf(at) : '';
  }

  #has(at: number): boolean {
    return at >= this.#from && at < this.#to;
  }

  /** Whether this word, which is in lower case, or symbol stands here. */
  isAt(word: string): boolean {
    return this.#at < this.#to && this.#list.is(this.#at, word);
  }

  /** Takes the words or symbols if all of them stand here, one after the other. */
  take(first: string, ...others: readonly string[]): boolean {
    if (!this.isAt(first)) return false;
    let at = this.#at + 1;
    for (const word of others) {
      if (at >= this.#to || !this.#list.is(at, word)) return false;
      at++;
    }
    this.#at = at;
    return true;
  }

  takeOneOf<Word extends string>(...words: readonly Word[]): Word | undefined {
    for (const word of words) {
      if (!this.isAt(word)) continue;
      this.#at++;
      return word;
    }
    return undefined;
  }

  skip(): void {
    this.#at++;
  }

  /** Moves on to the next of the words or symbols outside parentheses, or to the end. */
  skipTo(...words: readonly string[]): void {
    while (!this.done) {
      for (const word of words) if (this.isAt(word)) return;
      this.skipItem();
    }
  }

  /** Moves over one token, or over a whole pair of parentheses. */
  skipItem(): void {
    const closing = closingOf(this.#list.wordOf(this.#at));
    this.#at++;
    if (closing !== '') this.#skipBehind([closing]);
  }

  /** Moves behind the sign that closes the first of those that are open. */
  #skipBehind(awaited: string[]): void {
    while (awaited.length > 0 && !this.done) {
      const word = this.#list.wordOf(this.#at);
      const closing = closingOf(word);
      if (closing !== '') awaited.push(closing);
      else if (word === awaited.at(-1)) awaited.pop();
      this.#at++;
    }
  }

  /** A cursor over some of the tokens. */
  over(from: number, to = this.length): Cursor {
    const end = Math.min(this.#from + to, this.#to);
    return new Cursor(this.#list, this.mapRange, Math.min(this.#from + from, end), end);
  }

  /** The content of the pair of parentheses that starts here, and moves behind it. */
  parenthesised(): Cursor | undefined {
    if (!this.isAt('(')) return undefined;
    const start = this.position + 1;
    this.skipItem();
    const isClosed = this.peek(-1) === ')';
    const end = isClosed ? this.position - 1 : this.length;
    return this.over(start, Math.max(start, end));
  }

  /** Splits what is left at commas outside parentheses. */
  items(): Cursor[] {
    const items: Cursor[] = [];
    while (!this.done) {
      const start = this.#at;
      this.skipTo(',');
      if (this.#at > start) items.push(new Cursor(this.#list, this.mapRange, start, this.#at));
      this.#at++;
    }
    return items;
  }

  /** One identifier. */
  identifier(): Identifier | undefined {
    if (this.done) return undefined;
    const list = this.#list;
    const at = this.#at;
    const kind = list.kindOf(at);
    if (kind !== tokenKind.word && kind !== tokenKind.quoted) return undefined;
    this.#at++;
    const [start, end] = [list.startOf(at), list.endOf(at)];
    let escape: string | undefined;
    if (kind === tokenKind.quoted && this.text.charAt(start) !== '"' && this.take('uescape')) {
      escape = this.string();
    }
    const name =
      kind === tokenKind.word
        ? wordName(this.text.slice(start, end))
        : quotedName(this.text.slice(start, end), list.isOpen(at), escape);
    return { name, range: this.mapRange({ start, end }) };
  }

  /** Identifiers joined by dots; none where no identifier stands here. */
  path(): Identifier[] {
    const first = this.identifier();
    return first ? this.#pathFrom(first) : [];
  }

  #pathFrom(first: Identifier): Identifier[] {
    const parts = [first];
    while (this.isAt('.')) {
      this.skip();
      const next = this.identifier();
      if (!next) break;
      parts.push(next);
    }
    return parts;
  }

  /** `name`, `schema.name` or `database.schema.name`. */
  name(): NameRef | undefined {
    const first = this.identifier();
    if (!first) return undefined;
    if (!this.isAt('.')) return { schema: undefined, name: first.name, range: first.range };
    return nameRef(this.#pathFrom(first));
  }

  names(): NameRef[] {
    const names: NameRef[] = [];
    do {
      const name = this.name();
      if (!name) break;
      names.push(name);
    } while (this.take(','));
    return names;
  }

  /** The content of the string constant that stands here. */
  string(): string | undefined {
    if (!this.isAtString) return undefined;
    return readString(this.text, tokenAt(this.#list, this.#at++)).value;
  }

  /** The text from the first token to the last of those that are left. */
  rest(): string {
    return this.slice(this.position, this.length);
  }

  /** The texts of all tokens, without what stands between them. */
  joined(): string {
    let text = '';
    for (let at = this.#from; at < this.#to; at++) {
      text += this.text.slice(this.#list.startOf(at), this.#list.endOf(at));
    }
    return text;
  }

  /** The text between two positions. */
  slice(from: number, to: number): string {
    const first = this.#from + from;
    const last = this.#from + to - 1;
    if (to <= from || !this.#has(first) || !this.#has(last)) return '';
    return this.text.slice(this.#list.startOf(first), this.#list.endOf(last));
  }
}
