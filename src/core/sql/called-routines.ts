import { Cursor } from './cursor';
import { readString } from './scan';
import { statementCursor } from './statement-cursor';
import type { Statement } from './statements';

/** A statement that runs a function or procedure of the same script, and what stands in that. */
export interface CalledRoutine {
  readonly call: Statement;
  readonly name: string;
  /** The routine's body, which has no branch. */
  readonly body: Cursor;
}

/** Words behind which a part of a body may not run. */
const branches: ReadonlySet<string> = new Set(['if', 'case', 'exception', 'loop', 'while', 'for']);

interface Routine {
  readonly name: string;
  readonly body: Cursor;
  readonly madeBy: Statement;
}

function readRoutine(text: string, statement: Statement): Routine | undefined {
  const cursor = statementCursor(text, statement);
  cursor.take('create');
  cursor.take('or', 'replace');
  if (cursor.takeOneOf('function', 'procedure') === undefined) return undefined;
  const name = cursor.name()?.name;
  cursor.skipTo('as');
  cursor.take('as');
  const body = cursor.token();
  if (name === undefined || body?.kind !== 'string') return undefined;
  const { value } = readString(cursor.text, body);
  const inBody = Cursor.of(value);
  if (inBody.tokens.some(({ word }) => branches.has(word))) return undefined;
  return { name, body: inBody, madeBy: statement };
}

/** Whether `name(` stands in the statement, or in the string that a DO block is. */
function calls(text: string, { start, end }: Statement, name: string): boolean {
  const named = new RegExp(`(?:^|[^\\w$"])"?${name.replace(/[^\w]/g, String.raw`\$&`)}"?\\s*\\(`);
  return named.test(text.slice(start, end));
}

const callers: ReadonlySet<string> = new Set(['select', 'call', 'do']);

/** The routines without branches that a script both makes and runs, with the statement that runs each first. */
export function calledRoutines(text: string, statements: readonly Statement[]): CalledRoutine[] {
  const routines = statements.flatMap((statement) =>
    statement.verb === 'create' ? (readRoutine(text, statement) ?? []) : [],
  );
  return routines.flatMap(({ name, body, madeBy }) => {
    const call = statements
      .slice(madeBy.index + 1)
      .find((statement) => callers.has(statement.verb) && calls(text, statement, name));
    return call ? [{ call, name, body }] : [];
  });
}
