import type { Range } from '../finding';
import { scan, type Comment, type Token } from './scan';

/** One statement of a script. `start` is its first token, `end` is behind its semicolon or, without one, its last token. */
export interface Statement extends Range {
  /** Its place among the script's statements, from 0. */
  readonly index: number;
  /** Without the closing semicolon. Never empty. */
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

/** Splits a script into statements. Never throws; empty statements (`;;`) are left out. */
export function readScript(text: string): Script {
  const { tokens, comments } = scan(text);
  const statements: Statement[] = [];
  const nesting = new Nesting();
  let first = 0;
  let nextComment = 0;

  const close = (until: number, end: number, terminated: boolean): void => {
    const start = tokens[first]?.start;
    if (until > first && start !== undefined) {
      const before = statements.at(-1)?.end;
      const leading: Comment[] = [];
      for (; nextComment < comments.length; nextComment++) {
        const comment = comments[nextComment];
        if (!comment || comment.start > start) break;
        if (before !== undefined && isRemark(text, before, comment)) continue;
        leading.push(comment);
      }
      statements.push({
        index: statements.length,
        start,
        end,
        tokens: tokens.slice(first, until),
        leading,
        terminated,
      });
      // Comments inside the statement belong to it, not to the next one.
      while ((comments[nextComment]?.start ?? Infinity) < end) nextComment++;
    }
    nesting.restart();
  };

  tokens.forEach((token, index) => {
    if (token.kind === 'word') {
      // Only short words matter here, and reading each word of a large file has a price.
      if (token.end - token.start < 10) nesting.word(text.slice(token.start, token.end).toLowerCase());
      else nesting.word('');
    } else if (token.kind === 'symbol') {
      const symbol = text.charAt(token.start);
      if (symbol === ';' && nesting.endsStatement()) {
        close(index, token.end, true);
        first = index + 1;
      } else nesting.symbol(symbol);
    } else if (token.open && text.charAt(token.end - 1) === ';') {
      // A quotation without an end took its line's end along, and the semicolon that somebody meant.
      close(index + 1, token.end, true);
      first = index + 1;
    }
  });
  close(tokens.length, tokens.at(-1)?.end ?? 0, false);
  return { statements, comments };
}
