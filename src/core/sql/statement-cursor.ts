import type { Range } from '../range';
import { Cursor } from './cursor';
import { ownCopy } from './own-copy';
import type { Statement } from './statements';
import { TokenList } from './token-list';

/** The text of a statement without its semicolon. */
export function statementText(text: string, { start, contentEnd }: Statement): string {
  return ownCopy(text.slice(start, contentEnd));
}

/**
 * A cursor over the tokens of a statement, without its semicolon. The cursor's text is the statement's own, so that
 * tokens count from its start; the ranges of names are those of the script.
 *
 * @param outer as the cursor's `mapRange`, for a script that stands in a string constant of another one
 */
export function statementCursor(text: string, statement: Statement, outer?: Cursor['mapRange']): Cursor {
  const own = statementText(text, statement);
  const inScript = ({ start, end }: Range): Range => ({
    start: statement.start + start,
    end: statement.start + end,
  });
  return new Cursor(TokenList.of(own, 0), outer ? (range) => outer(inScript(range)) : inScript);
}
