import { Lexer, tokenKind } from './lexer';

/** So many numbers stand for a token: its start, its end, and its kind. */
const stride = 3;

/** Added to a token's kind where its quotation never ends. */
const openFlag = 8;

/** Tokens one after the other, without an object for each. What is not known of them is read from the text when asked. */
export class TokenList {
  length = 0;
  #numbers = new Int32Array(64 * stride);
  readonly #words: string[] = [];

  constructor(readonly text: string) {}

  /** All tokens of a text. */
  static of(text: string, from?: number): TokenList {
    const list = new TokenList(text);
    const lexer = new Lexer(text, from);
    while (lexer.next()) list.add(lexer);
    return list;
  }

  /** Takes the token at which the lexer of this text stands. */
  add(lexer: Lexer): void {
    const at = this.length * stride;
    if (at === this.#numbers.length) {
      const more = new Int32Array(at * 2);
      more.set(this.#numbers);
      this.#numbers = more;
    }
    this.#numbers[at] = lexer.start;
    this.#numbers[at + 1] = lexer.end;
    this.#numbers[at + 2] = lexer.open ? lexer.kind | openFlag : lexer.kind;
    this.#words[this.length++] = lexer.word;
  }

  clear(): void {
    this.length = 0;
  }

  startOf(at: number): number {
    return this.#numbers[at * stride] ?? 0;
  }

  endOf(at: number): number {
    return this.#numbers[at * stride + 1] ?? 0;
  }

  /** One of `tokenKind`. */
  kindOf(at: number): number {
    return (this.#numbers[at * stride + 2] ?? 0) & ~openFlag;
  }

  isOpen(at: number): boolean {
    return ((this.#numbers[at * stride + 2] ?? 0) & openFlag) !== 0;
  }

  /** A word in lower case, or the symbol; empty for other kinds. */
  wordOf(at: number): string {
    const known = this.#words[at] ?? '';
    if (known !== '' || this.kindOf(at) !== tokenKind.word) return known;
    return this.text.slice(this.startOf(at), this.endOf(at)).toLowerCase();
  }

  /** Whether the token is this word, which is in lower case, or this symbol. */
  is(at: number, word: string): boolean {
    const known = this.#words[at];
    if (known !== '') return known === word;
    return this.endOf(at) - this.startOf(at) === word.length && this.wordOf(at) === word;
  }
}
