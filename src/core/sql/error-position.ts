import type { Statement } from './statements';

/** A script that PostgreSQL refused, and what it says of that. */
export interface RefusedScript {
  readonly text: string;
  readonly statements: readonly Statement[];
  /** How many statements it had run before; 0 also where it could not even read the script. */
  readonly completed: number;
  readonly message: string;
  /** Where it stumbled, in UTF-16 units from 0, where it says so. */
  readonly offset: number | undefined;
}

/** The statement that was refused; `offset` is undefined where the position that PostgreSQL gave is one of another text. */
export interface ErrorPosition {
  readonly statement: Statement | undefined;
  readonly offset: number | undefined;
}

/**
 * Finds what PostgreSQL refused. Where a statement has it read the definition of an index, a constraint or a view again,
 * as ALTER COLUMN … TYPE does, its position is one in that definition, and means nothing in the script.
 */
export function errorPosition(refused: RefusedScript): ErrorPosition {
  const { text, statements, completed, message, offset } = refused;
  const failed = statements[completed] ?? statements.at(-1);
  if (offset === undefined) return { statement: failed, offset };
  const at = statements.find(({ start, end }) => start <= offset && offset < end) ?? statements.at(-1);
  // The whole script is read before its first statement is run.
  const isUnread = completed === 0 && isSyntaxError(message);
  if ((at === failed || isUnread) && isAbout(message, text.slice(offset, offset + mostLooked))) {
    return { statement: at, offset };
  }
  return { statement: failed, offset: undefined };
}

/** A name has 63 bytes, and may have its schema and table before it. */
const mostLooked = 200;

function isSyntaxError(message: string): boolean {
  return /^(?:syntax error|unterminated|zero-length|invalid Unicode|trailing junk)/.test(message);
}

/** Whether what PostgreSQL names in a message stands at the place; true where it names nothing. */
function isAbout(message: string, place: string): boolean {
  const operator = /^operator .*?(?:: |[\s"])([-+*/<>=~!@#%^&|`?]+)(?:\s|$)/.exec(message)?.[1];
  if (operator !== undefined) return place.startsWith(operator);
  const quoted = [...message.matchAll(/"((?:[^"]|"")+)"/g)].map(([, name = '']) =>
    name.replaceAll('""', '"'),
  );
  const bare = /^(?:function|procedure|aggregate|type|cannot cast type) ([\w.$]+)/.exec(message)?.[1];
  const names = [...quoted, ...(bare === undefined ? [] : [bare])];
  if (names.length === 0) return true;
  const words = place.replaceAll('"', '').toLowerCase();
  return names.some((name) => {
    const last = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
    return [name.toLowerCase(), last].some((one) => startsWithName(words, one));
  });
}

/** Behind a schema, a table, or both. */
function startsWithName(words: string, name: string): boolean {
  if (words.startsWith(name)) return true;
  const qualified = /^(?:[\w$]+\s*\.\s*){1,2}/.exec(words)?.[0];
  return qualified !== undefined && words.slice(qualified.length).startsWith(name);
}
