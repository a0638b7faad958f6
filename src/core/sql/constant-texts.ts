import type { Cursor } from './cursor';
import { quoteName } from './names';

/** Variables of a PL/pgSQL block with the texts that they can have, by name. Those of which more is not known are absent. */
export type ConstantVariables = ReadonlyMap<string, readonly string[]>;

/** More texts than a person writes; beyond that it is a load of data. */
const mostTexts = 200;

/** Words of PL/pgSQL behind which a statement begins. */
export const beforeStatement: ReadonlySet<string> = new Set(['begin', 'then', 'else', 'loop', 'declare']);

/**
 * Reads the variables that are given one constant, or one list of constants to go through, and nothing else ever.
 *
 * @param cursor over the body of the block
 */
export function constantVariables(cursor: Cursor): ConstantVariables {
  const found = new Map<string, readonly string[] | undefined>();
  const set = (name: string | undefined, texts: readonly string[] | undefined): void => {
    if (name !== undefined) found.set(name, found.has(name) ? undefined : texts);
  };
  let isStart = true;
  cursor.seek(0);
  while (!cursor.done) {
    const word = cursor.peek();
    if (word === 'foreach') setByLoop(cursor, set);
    else if (word === 'for' || word === 'into') {
      cursor.skip();
      cursor.take('strict');
      for (const { name } of cursor.names()) set(name, undefined);
    } else if (isStart && !beforeStatement.has(word) && cursor.token()?.kind !== 'symbol') {
      setByAssignment(cursor, set);
    } else cursor.skip();
    const last = cursor.peek(-1);
    isStart = last === ';' || beforeStatement.has(last);
  }
  cursor.seek(0);
  return new Map([...found].flatMap(([name, texts]) => (texts ? [[name, texts] as const] : [])));
}

type SetVariable = (name: string | undefined, texts: readonly string[] | undefined) => void;

/** `FOREACH name IN ARRAY ARRAY['a', 'b'] LOOP` */
function setByLoop(cursor: Cursor, set: SetVariable): void {
  cursor.skip();
  const name = cursor.identifier()?.name;
  if (!cursor.take('in', 'array')) {
    set(name, undefined);
    return;
  }
  const start = cursor.position;
  cursor.skipTo('loop');
  set(name, listedTexts(cursor.over(start, cursor.position)));
}

/** `ARRAY['a', 'b']`, with or without a cast. */
function listedTexts(cursor: Cursor): readonly string[] | undefined {
  if (!cursor.take('array') || cursor.peek() !== '[') return undefined;
  const start = cursor.position + 1;
  cursor.skipItem();
  const items = cursor.over(start, cursor.position - 1);
  skipCast(cursor);
  if (!cursor.done) return undefined;
  const texts = items.items().map((item) => textsOf(item, new Map()));
  return texts.some((one) => one?.length !== 1) ? undefined : texts.flatMap((one) => one ?? []);
}

/** `name := 'a';`, also where it is declared so; moves on to the next word at which something may begin. */
function setByAssignment(cursor: Cursor, set: SetVariable): void {
  const start = cursor.position;
  const { name } = cursor.identifier() ?? {};
  cursor.seek(start);
  while (!cursor.done && cursor.peek() !== ';' && !beforeStatement.has(cursor.peek())) {
    const isAssigned =
      cursor.take(':', '=') ||
      (cursor.position === start + 1 && cursor.take('=')) ||
      (cursor.position > start && cursor.take('default'));
    if (isAssigned) {
      const from = cursor.position;
      cursor.skipTo(';');
      set(name, textsOf(cursor.over(from, cursor.position), new Map()));
      return;
    }
    if (cursor.peek() === 'into' || cursor.peek() === 'foreach' || cursor.peek() === 'for') return;
    cursor.skip();
  }
  if (cursor.position === start) cursor.skip();
}

/**
 * The texts that an expression can give; undefined where that hangs on more than constants. Moves to its end where all of
 * it was read.
 */
export function textsOf(cursor: Cursor, variables: ConstantVariables): readonly string[] | undefined {
  let texts: readonly string[] = [''];
  do {
    const next = termOf(cursor, variables);
    if (!next) return undefined;
    texts = texts.flatMap((text) => next.map((more) => text + more));
    if (texts.length > mostTexts) return undefined;
  } while (cursor.take('|', '|'));
  return cursor.done ? texts : undefined;
}

function termOf(cursor: Cursor, variables: ConstantVariables): readonly string[] | undefined {
  const texts = plainTerm(cursor, variables);
  skipCast(cursor);
  return texts;
}

function plainTerm(cursor: Cursor, variables: ConstantVariables): readonly string[] | undefined {
  if (cursor.peek() === '(') return textsOf(cursor.parenthesised() ?? cursor, variables);
  if (cursor.token()?.kind === 'string') {
    let text = '';
    for (let more = cursor.string(); more !== undefined; more = cursor.string()) text += more;
    return [text];
  }
  cursor.take('pg_catalog', '.');
  if (cursor.peek(1) !== '(') {
    const name = cursor.identifier()?.name;
    return name === undefined ? undefined : variables.get(name);
  }
  const called = cursor.identifier()?.name;
  const call = cursor.parenthesised();
  if (called === undefined || !call) return undefined;
  return textsOfCall(called, call.items(), variables);
}

/** `::text`, `::regclass` and the like leave the text as it is. */
function skipCast(cursor: Cursor): void {
  while (cursor.take(':', ':')) {
    cursor.name();
    if (cursor.peek() === '[') cursor.skipItem();
  }
}

function textsOfCall(
  name: string,
  args: readonly Cursor[],
  variables: ConstantVariables,
): readonly string[] | undefined {
  const rows = product(args.map((arg) => textsOf(arg, variables)));
  if (!rows || rows.length > mostTexts) return undefined;
  const made = rows.map(([first = '', ...rest]) => {
    if (name === 'format') return formatted(first, rest);
    if (name === 'concat') return [first, ...rest].join('');
    if (rest.length > 0) return undefined;
    if (name === 'quote_ident') return quotedIfNeeded(first);
    return name === 'quote_literal' ? quoted(first) : undefined;
  });
  return made.includes(undefined) ? undefined : made.flatMap((text) => text ?? []);
}

/** Every choice of one text of each. */
function product(
  all: readonly (readonly string[] | undefined)[],
): readonly (readonly string[])[] | undefined {
  let rows: readonly (readonly string[])[] = [[]];
  for (const texts of all) {
    if (!texts) return undefined;
    rows = rows.flatMap((row) => texts.map((text) => [...row, text]));
  }
  return rows;
}

/** As PostgreSQL's `quote_ident`, but for its keywords: what is put together of it must read the same. */
function quotedIfNeeded(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : quoteName(name);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** As PostgreSQL's `format`; undefined where an argument is missing or a width is asked for. */
function formatted(pattern: string, values: readonly string[]): string | undefined {
  let next = 0;
  const filledIn: (string | undefined)[] = [];
  const text = pattern.replace(/%(?:(\d+)\$)?(.?)/gs, (_, position: string | undefined, kind: string) => {
    if (kind === '%' && position === undefined) return '%';
    if (position !== undefined) next = Number(position) - 1;
    const value = values[next++];
    const filled =
      value === undefined ? undefined : { I: quotedIfNeeded(value), L: quoted(value), s: value }[kind];
    filledIn.push(filled);
    return filled ?? '';
  });
  return filledIn.includes(undefined) ? undefined : text;
}
