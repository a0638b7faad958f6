import type { Range } from '../range';
import { Cursor } from './cursor';
import { scan } from './scan';
import type { Statement } from './statements';

/**
 * The text of a statement without its semicolon, as a text of its own: whoever keeps a name out of it does not keep the
 * whole script in memory, as a plain slice would.
 */
export function statementText(text: string, { start, contentEnd }: Statement): string {
  // Slicing makes a text that refers to the whole; what is joined to something first is copied.
  return ` ${text.slice(start, contentEnd)}`.slice(1);
}

/**
 * A cursor over the tokens of a statement, without its semicolon. The cursor's text is the statement's own, so that
 * tokens count from its start; the ranges of names are those of the script.
 *
 * @param outer as the cursor's `place`, for a script that stands in a string constant of another one
 */
export function statementCursor(text: string, statement: Statement, outer?: Cursor['place']): Cursor {
  const own = statementText(text, statement);
  const inScript = ({ start, end }: Range): Range => ({
    start: statement.start + start,
    end: statement.start + end,
  });
  return new Cursor(own, scan(own, 0).tokens, outer ? (range) => outer(inScript(range)) : inScript);
}
