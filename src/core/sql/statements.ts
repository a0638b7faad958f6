import type { Range } from '../finding';
import { scanInto, type Comment, type Token } from './scan';

/** One statement of a script. `start` is its first token, `end` is behind its semicolon or, without one, its last token. */
export interface Statement extends Range {
  /** Its place among the script's statements, from 0. */
  readonly index: number;
  /** Without the closing semicolon. Never empty. Of a statement that only changes rows, the first few and the last. */
  readonly tokens: readonly Token[];
  /** The comments between the statement before and this one, in order; not a comment at the end of the former's line. */
  readonly leading: readonly Comment[];
  /** Ends with a semicolon. */
  readonly terminated: boolean;
}

export interface Script {
  readonly statements: readonly Statement[];
  readonly comments: readonly Comment[];
}

/** Follows whether a semicolon ends the statement: not inside BEGIN ATOMIC … END, nor in the action list of a rule. */
class Nesting {
  private words: string[] = [];
  private bodies = 0;
  private parentheses = 0;
  private lastWord = '';

  endsStatement(): boolean {
    return this.bodies === 0 && (this.parentheses <= 0 || !this.isRule());
  }

  restart(): void {
    this.words = [];
    this.bodies = 0;
    this.parentheses = 0;
    this.lastWord = '';
  }

  word(word: string): void {
    if (this.words.length < 4) this.words.push(word);
    if (this.isRoutine()) {
      if (word === 'atomic' && this.lastWord === 'begin') this.bodies++;
      else if (this.bodies > 0 && word === 'case') this.bodies++;
      else if (this.bodies > 0 && word === 'end') this.bodies--;
    }
    this.lastWord = word;
  }

  symbol(symbol: string): void {
    if (symbol === '(') this.parentheses++;
    else if (symbol === ')') this.parentheses--;
  }

  private kind(): string | undefined {
    return this.words[1] === 'or' ? this.words[3] : this.words[1];
  }

  private isRoutine(): boolean {
    return this.words[0] === 'create' && (this.kind() === 'function' || this.kind() === 'procedure');
  }

  private isRule(): boolean {
    return this.words[0] === 'create' && this.kind() === 'rule';
  }
}

/** A line comment at the end of the line on which a statement ends speaks of that statement. */
function isRemark(text: string, statementEnd: number, comment: Comment): boolean {
  return comment.kind === 'line' && !/[\r\n]/.test(text.slice(statementEnd, comment.start));
}

/** Statements whose tokens nobody asks for, and which may have millions. */
const ROW_CHANGES = new Set(['insert', 'update', 'delete', 'merge', 'copy', 'values']);
const KEPT_TOKENS = 4;

/** Splits a script into statements. Never throws; empty statements (`;;`) are left out. */
export function readScript(text: string): Script {
  const comments: Comment[] = [];
  const statements: Statement[] = [];
  const nesting = new Nesting();
  let tokens: Token[] = [];
  let changesRows = false;
  let end = 0;
  let nextComment = 0;

  const close = (terminated: boolean): void => {
    const [first] = tokens;
    if (first) {
      const before = statements.at(-1)?.end;
      const leading: Comment[] = [];
      for (; nextComment < comments.length; nextComment++) {
        const comment = comments[nextComment];
        if (!comment || comment.start > first.start) break;
        if (before !== undefined && isRemark(text, before, comment)) continue;
        leading.push(comment);
      }
      statements.push({ index: statements.length, start: first.start, end, tokens, leading, terminated });
      // Comments inside the statement belong to it, not to the next one.
      while ((comments[nextComment]?.start ?? Infinity) < end) nextComment++;
    }
    tokens = [];
    nesting.restart();
  };

  const take = (token: Token): void => {
    const isSymbol = token.kind === 'symbol';
    const symbol = isSymbol ? text.charAt(token.start) : '';
    if (symbol === ';' && nesting.endsStatement()) {
      end = token.end;
      close(true);
      return;
    }
    // Only short words matter here, and reading each word of a large file has a price.
    const isShort = token.kind === 'word' && token.end - token.start < 10;
    const word = isShort ? text.slice(token.start, token.end).toLowerCase() : '';
    if (tokens.length === 0) changesRows = ROW_CHANGES.has(word);
    if (changesRows && tokens.length === KEPT_TOKENS) tokens.pop();
    tokens.push(token);
    end = token.end;
    if (token.kind === 'word') nesting.word(word);
    else if (isSymbol) nesting.symbol(symbol);
    // A quotation without an end took its line's end along, and the semicolon that somebody meant.
    else if (token.open && text.charAt(token.end - 1) === ';') close(true);
  };

  scanInto(text, take, comments);
  close(false);
  return { statements, comments };
}
