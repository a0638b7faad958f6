import { firstFrom } from '../first-from';
import type { Range } from '../range';
import { Lexer, tokenKind, type Comment } from './lexer';
import { TokenList } from './token-list';

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
  /**
   * Gets each of them, in order, with its tokens; their offsets are those of the script. The list is used again for the next
   * statement.
   */
  readonly read: (statement: Statement, tokens: TokenList) => void;
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
  #words = 0;
  /** What is made, behind CREATE or CREATE OR REPLACE. */
  #kind = '';
  #isCreate = false;
  #isReplace = false;
  #bodies = 0;
  #parentheses = 0;
  #lastWord = '';

  endsStatement(): boolean {
    return this.#bodies === 0 && (this.#parentheses <= 0 || this.#kind !== 'rule');
  }

  restart(): void {
    this.#words = 0;
    this.#kind = '';
    this.#isCreate = false;
    this.#isReplace = false;
    this.#bodies = 0;
    this.#parentheses = 0;
    this.#lastWord = '';
  }

  take({ kind, word }: Lexer): void {
    if (kind === tokenKind.word) this.#takeWord(word);
    else if (word === '(') this.#parentheses++;
    else if (word === ')') this.#parentheses--;
  }

  #takeWord(word: string): void {
    const position = this.#words++;
    if (position === 0) this.#isCreate = word === 'create';
    else if (!this.#isCreate) return;
    else if (position === 1 && word === 'or') this.#isReplace = true;
    else if (position === (this.#isReplace ? 3 : 1)) this.#kind = word;
    if (this.#kind === 'function' || this.#kind === 'procedure') {
      if (word === 'atomic' && this.#lastWord === 'begin') this.#bodies++;
      else if (this.#bodies > 0 && word === 'case') this.#bodies++;
      else if (this.#bodies > 0 && word === 'end') this.#bodies--;
    }
    this.#lastWord = word;
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
  const lexer = new Lexer(text, part?.behind?.end);
  const { comments, unclosed } = lexer;
  const statements: Statement[] = [];
  const firstIndex = part?.behind ? part.behind.index + 1 : 0;
  const nesting = new Nesting();
  const tokens = new TokenList(text);
  /** Where the statement that is being read starts; -1 between two statements. */
  let start = -1;
  let verb = '';
  let end = 0;
  let isKept = false;
  let nextComment = 0;

  /** Whether to read on. */
  const close = (closing: number | undefined): boolean => {
    let isLast = false;
    if (start >= 0) {
      const last = statements.at(-1) ?? part?.behind;
      const before = last?.end;
      const leading: Comment[] = [];
      for (; nextComment < comments.length; nextComment++) {
        const comment = comments[nextComment];
        if (!comment || comment.start > start) break;
        if (before !== undefined && isRemark(text, before, comment)) continue;
        leading.push(comment);
      }
      const own: Statement = {
        index: firstIndex + statements.length,
        verb,
        start,
        contentEnd: end,
        end: closing ?? end,
        leading: leading.length > 0 ? leading : noComments,
        terminated: closing !== undefined,
      };
      const goesOn = statements.length > manyStatements && last?.verb === verb && !tellingVerbs.has(verb);
      if (last?.terminated && goesOn && leading.length === 0) {
        statements[last.index] = { ...own, index: last.index, start: last.start, leading: last.leading };
      } else statements.push(own);
      if (isKept) reader?.read(own, tokens);
      isLast = part?.isLast(own) ?? false;
      // Comments inside the statement belong to it, not to the next one.
      while ((comments[nextComment]?.start ?? Infinity) < (closing ?? end)) nextComment++;
    }
    start = -1;
    nesting.restart();
    return !isLast;
  };

  while (lexer.next()) {
    if (lexer.word === ';' && nesting.endsStatement()) {
      if (close(lexer.end)) continue;
      break;
    }
    if (start < 0) {
      start = lexer.start;
      verb = verbAt(text, lexer);
      isKept = reader?.verbs.has(verb) === true;
      tokens.clear();
    }
    if (isKept) tokens.add(lexer);
    end = lexer.end;
    nesting.take(lexer);
    // A quotation without an end took its line's end along, and the semicolon that somebody meant.
    if (lexer.open && text.charAt(end - 1) === ';' && !close(end)) break;
  }
  close(undefined);
  return { statements, comments, unclosed };
}

function verbAt(text: string, { kind, word, start, end }: Lexer): string {
  if (kind !== tokenKind.word) return '';
  return word === '' ? text.slice(start, end).toLowerCase() : word;
}
