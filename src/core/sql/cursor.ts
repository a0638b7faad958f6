import type { Range } from '../range';
import { nameOf } from './names';
import { readString, type Token } from './scan';

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

const opening: Readonly<Record<string, string>> = { '(': ')', '[': ']' };

const asItIs = (range: Range): Range => range;

/** Walks over the tokens of one statement. Every reading method moves on only when it finds what it looks for. */
export class Cursor {
  #at = 0;

  /**
   * @param mapRange gives the range to report for a range of `text`: for a text that stands in a string constant of
   *   another one. Names carry mapped ranges, tokens do not.
   */
  constructor(
    readonly text: string,
    readonly tokens: readonly Token[],
    readonly mapRange: (range: Range) => Range = asItIs,
  ) {}

  get done(): boolean {
    return this.#at >= this.tokens.length;
  }

  get position(): number {
    return this.#at;
  }

  seek(position: number): void {
    this.#at = position;
  }

  token(ahead = 0): Token | undefined {
    return this.tokens[this.#at + ahead];
  }

  /** The token as lower-case word or symbol; quoted names and constants give the empty text. */
  peek(ahead = 0): string {
    return this.tokens[this.#at + ahead]?.word ?? '';
  }

  /** Takes the words or symbols if all of them stand here, one after the other. */
  take(...words: readonly string[]): boolean {
    for (let i = 0; i < words.length; i++) if (this.peek(i) !== words[i]) return false;
    this.#at += words.length;
    return true;
  }

  takeOneOf<Word extends string>(...words: readonly Word[]): Word | undefined {
    const found = this.peek();
    const word = words.find((one) => one === found);
    if (word !== undefined) this.#at++;
    return word;
  }

  skip(): void {
    this.#at++;
  }

  /** Moves on to the next of the words or symbols outside parentheses, or to the end. */
  skipTo(...words: readonly string[]): void {
    while (!this.done && !words.includes(this.peek())) this.skipItem();
  }

  /** Moves over one token, or over a whole pair of parentheses. */
  skipItem(): void {
    const awaited: string[] = [];
    do {
      const word = this.peek();
      const closing = opening[word];
      if (closing !== undefined) awaited.push(closing);
      else if (word === awaited.at(-1)) awaited.pop();
      this.#at++;
    } while (awaited.length > 0 && !this.done);
  }

  /** A cursor over some of the tokens. */
  over(from: number, to?: number): Cursor {
    return new Cursor(this.text, this.tokens.slice(from, to), this.mapRange);
  }

  /** The content of the pair of parentheses that starts here, and moves behind it. */
  parenthesised(): Cursor | undefined {
    if (this.peek() !== '(') return undefined;
    const start = this.#at + 1;
    this.skipItem();
    const closed = this.tokens[this.#at - 1];
    const end = closed?.word === ')' ? this.#at - 1 : this.tokens.length;
    return this.over(start, Math.max(start, end));
  }

  /** Splits what is left at commas outside parentheses. */
  *items(): Generator<Cursor> {
    while (!this.done) {
      const start = this.#at;
      this.skipTo(',');
      if (this.#at > start) yield this.over(start, this.#at);
      this.skip();
    }
  }

  /** One identifier. */
  identifier(): Identifier | undefined {
    const token = this.tokens[this.#at];
    if (token?.kind !== 'word' && token?.kind !== 'quoted') return undefined;
    this.#at++;
    let escape: string | undefined;
    if (token.kind === 'quoted' && this.text.charAt(token.start) !== '"' && this.take('uescape')) {
      escape = this.string();
    }
    return {
      name: nameOf(this.text, token, escape),
      range: this.mapRange({ start: token.start, end: token.end }),
    };
  }

  /** Identifiers joined by dots; none where no identifier stands here. */
  path(): Identifier[] {
    const parts = [this.identifier()].filter((part) => part !== undefined);
    while (parts.length > 0 && this.peek() === '.') {
      this.skip();
      const next = this.identifier();
      if (!next) break;
      parts.push(next);
    }
    return parts;
  }

  /** `name`, `schema.name` or `database.schema.name`. */
  name(): NameRef | undefined {
    return nameRef(this.path());
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
    const token = this.tokens[this.#at];
    if (token?.kind !== 'string') return undefined;
    this.#at++;
    return readString(this.text, token).value;
  }

  /** The text from the first token to the last of those that are left. */
  rest(): string {
    const last = this.tokens.at(-1);
    const start = this.tokens[this.#at]?.start;
    return last && start !== undefined ? this.text.slice(start, last.end) : '';
  }

  /** The text between two positions. */
  slice(from: number, to: number): string {
    const first = this.tokens[from];
    const last = this.tokens[to - 1];
    return first && last && to > from ? this.text.slice(first.start, last.end) : '';
  }
}
