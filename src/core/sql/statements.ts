import { firstFrom } from '../first-from';
import type { Range } from '../range';
import { scanInto, type Comment, type Token } from './scan';

/**
 * One statement of a script. `start` is its first token, `end` is behind its semicolon or, without one, its last token.
 * Its tokens are read when somebody asks for them (see statementCursor): a script has very many.
 */
export interface Statement extends Range {
  /** Its index among the script's statements, from 0. */
  readonly index: number;
  /** Its first word in lower case; empty where it begins with something else. */
  readonly verb: string;
  /** Behind its last token, the semicolon not counted. */
  readonly contentEnd: number;
  /** The comments between the statement before and this one, in order; not a comment at the end of the former's line. */
  readonly leading: readonly Comment[];
  /** Ends with a semicolon. */
  readonly terminated: boolean;
}

export interface Script {
  readonly statements: readonly Statement[];
  readonly comments: readonly Comment[];
  /** Where quotations and comments without an end start, in order. */
  readonly unclosed: readonly number[];
}

/** Takes part in the reading of a script: tokens are not kept, and to read them again takes as long as the first time. */
export interface StatementReader {
  /** The first words of the statements that it wants. */
  readonly verbs: ReadonlySet<string>;
  /** Gets each of them, in order, with its tokens; their offsets are those of the script. */
  readonly read: (statement: Statement, tokens: readonly Token[]) => void;
}

/** What statements begin with that somebody may ask for by themselves. */
export const tellingVerbs: ReadonlySet<string> = new Set([
  'alter',
  'create',
  'do',
  'drop',
  'reindex',
  'reset',
  'select',
  'set',
]);

/** The statement in which an offset of the text lies. */
export function statementAt({ statements }: Script, offset: number): Statement | undefined {
  const found = statements[firstFrom(statements, ({ end }) => end > offset)];
  return found && found.start <= offset ? found : undefined;
}

/** Where the reading of a script begins and ends, other than at its ends. */
export interface ScriptPart {
  /** The statement behind which it begins; it has a semicolon. Undefined for the start of the script. */
  readonly behind: Statement | undefined;
  /** Whether the statement is the last one to read. */
  readonly isLast: (statement: Statement) => boolean;
}

/** Beyond so many statements a script is a load of data. */
export const manyStatements = 100_000;

const noComments: readonly Comment[] = [];

/** Follows whether a semicolon ends the statement: not inside BEGIN ATOMIC … END, nor in the action list of a rule. */
class Nesting {
  #words: string[] = [];
  #bodies = 0;
  #parentheses = 0;
  #lastWord = '';

  endsStatement(): boolean {
    return this.#bodies === 0 && (this.#parentheses <= 0 || !this.#isRule());
  }

  restart(): void {
    this.#words = [];
    this.#bodies = 0;
    this.#parentheses = 0;
    this.#lastWord = '';
  }

  word(word: string): void {
    if (this.#words.length < 4) this.#words.push(word);
    if (this.#isRoutine()) {
      if (word === 'atomic' && this.#lastWord === 'begin') this.#bodies++;
      else if (this.#bodies > 0 && word === 'case') this.#bodies++;
      else if (this.#bodies > 0 && word === 'end') this.#bodies--;
    }
    this.#lastWord = word;
  }

  symbol(symbol: string): void {
    if (symbol === '(') this.#parentheses++;
    else if (symbol === ')') this.#parentheses--;
  }

  #kind(): string | undefined {
    return this.#words[1] === 'or' ? this.#words[3] : this.#words[1];
  }

  #isRoutine(): boolean {
    return this.#words[0] === 'create' && (this.#kind() === 'function' || this.#kind() === 'procedure');
  }

  #isRule(): boolean {
    return this.#words[0] === 'create' && this.#kind() === 'rule';
  }
}

/** A line comment at the end of the line on which a statement ends speaks of that statement. */
function isRemark(text: string, statementEnd: number, comment: Comment): boolean {
  return comment.kind === 'line' && !/[\r\n]/.test(text.slice(statementEnd, comment.start));
}

/**
 * Splits a script into statements. Never throws; empty statements (`;;`) are left out. In a script of very many, which
 * would take more memory than there is, a run of INSERTs or the like without comments between counts as one statement.
 *
 * @param part for a stretch of the script; what is given then are the statements, comments and so on of that stretch
 */
export function readScript(text: string, reader?: StatementReader, part?: ScriptPart): Script {
  const comments: Comment[] = [];
  const unclosed: number[] = [];
  const statements: Statement[] = [];
  const firstIndex = part?.behind ? part.behind.index + 1 : 0;
  const nesting = new Nesting();
  let first: Token | undefined;
  let end = 0;
  let nextComment = 0;
  let kept: Token[] | undefined;

  /** Whether to read on. */
  const close = (closing: number | undefined): boolean => {
    let isLast = false;
    if (first) {
      const last = statements.at(-1) ?? part?.behind;
      const before = last?.end;
      const leading: Comment[] = [];
      for (; nextComment < comments.length; nextComment++) {
        const comment = comments[nextComment];
        if (!comment || comment.start > first.start) break;
        if (before !== undefined && isRemark(text, before, comment)) continue;
        leading.push(comment);
      }
      const verb = first.kind === 'word' ? first.word : '';
      const own: Statement = {
        index: firstIndex + statements.length,
        verb,
        start: first.start,
        contentEnd: end,
        end: closing ?? end,
        leading: leading.length > 0 ? leading : noComments,
        terminated: closing !== undefined,
      };
      const goesOn = statements.length > manyStatements && last?.verb === verb && !tellingVerbs.has(verb);
      if (last?.terminated && goesOn && leading.length === 0) {
        statements[last.index] = { ...own, index: last.index, start: last.start, leading: last.leading };
      } else statements.push(own);
      if (kept) reader?.read(own, kept);
      isLast = part?.isLast(own) ?? false;
      // Comments inside the statement belong to it, not to the next one.
      while ((comments[nextComment]?.start ?? Infinity) < (closing ?? end)) nextComment++;
    }
    first = undefined;
    kept = undefined;
    nesting.restart();
    return !isLast;
  };

  const take = (token: Token): boolean => {
    const { kind, word } = token;
    if (word === ';' && nesting.endsStatement()) return close(token.end);
    if (!first) {
      first = token;
      if (kind === 'word' && reader?.verbs.has(word)) kept = [];
    }
    kept?.push(token);
    end = token.end;
    if (kind === 'word') nesting.word(word);
    else if (kind === 'symbol') nesting.symbol(word);
    // A quotation without an end took its line's end along, and the semicolon that somebody meant.
    else if (token.open && text.charAt(token.end - 1) === ';') return close(end);
    return true;
  };

  scanInto(text, { take, comments, unclosed }, part?.behind?.end);
  close(undefined);
  return { statements, comments, unclosed };
}
