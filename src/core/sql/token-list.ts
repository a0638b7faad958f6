import { textOf } from './known-words';
import { Lexer, tokenKind } from './lexer';

/** So many numbers stand for a token: its start, its end, and what it is. */
const stride = 3;

/** What a token is: its kind, whether it is open, and from the fifth bit on the number of its word. */
const kindMask = 7;
const openFlag = 8;
const wordShift = 4;

/** Tokens one after the other in one array of numbers. What they are is read from the text where somebody asks. */
export class TokenList {
  #length = 0;
  #numbers = new Int32Array(64 * stride);

  constructor(readonly text: string) {}

  /** All tokens of a text. */
  static of(text: string, from?: number): TokenList {
    const list = new TokenList(text);
    const lexer = new Lexer(text, from);
    while (lexer.next()) list.add(lexer);
    return list;
  }

  get length(): number {
    return this.#length;
  }

  /** Takes the token at which the lexer of this text stands. */
  add({ kind, start, end, word, open }: Lexer): void {
    const at = this.#length++ * stride;
    if (at === this.#numbers.length) {
      const more = new Int32Array(at * 2);
      more.set(this.#numbers);
      this.#numbers = more;
    }
    this.#numbers[at] = start;
    this.#numbers[at + 1] = end;
    this.#numbers[at + 2] = kind | (open ? openFlag : 0) | (word << wordShift);
  }

  clear(): void {
    this.#length = 0;
  }

  startOf(at: number): number {
    return this.#numbers[at * stride] ?? 0;
  }

  endOf(at: number): number {
    return this.#numbers[at * stride + 1] ?? 0;
  }

  /** One of `tokenKind`. */
  kindOf(at: number): number {
    return this.#whatIs(at) & kindMask;
  }

  isOpen(at: number): boolean {
    return (this.#whatIs(at) & openFlag) !== 0;
  }

  /** The number of a known word or of a symbol; else 0. */
  idOf(at: number): number {
    return this.#whatIs(at) >> wordShift;
  }

  #whatIs(at: number): number {
    return this.#numbers[at * stride + 2] ?? 0;
  }

  /** A word in lower case, or the symbol; empty for other kinds. */
  wordOf(at: number): string {
    const id = this.idOf(at);
    if (id !== 0) return textOf(id);
    const kind = this.kindOf(at);
    if (kind !== tokenKind.word && kind !== tokenKind.symbol) return '';
    return this.text.slice(this.startOf(at), this.endOf(at)).toLowerCase();
  }

  /** Whether the token is this word, which is in lower case, or this symbol. */
  is(at: number, word: string): boolean {
    const id = this.idOf(at);
    if (id !== 0) return textOf(id) === word;
    return this.endOf(at) - this.startOf(at) === word.length && this.wordOf(at) === word;
  }
}
