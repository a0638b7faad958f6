import { Cursor } from './cursor';
import type { CreateIndex } from './operations';

/** Words that stand in keys, INCLUDE and WHERE without being columns; leaving more in costs nothing but a look-up. */
const NOT_COLUMNS = new Set(
  'and or not is null true false in like ilike between asc desc nulls first last collate using any all array case when then else end'.split(
    ' ',
  ),
);

/** The names in an expression that may be columns: not functions, not keywords. */
export function mentionedNames(cursor: Cursor): string[] {
  const names: string[] = [];
  while (!cursor.done) {
    const word = cursor.peek();
    const identifier = cursor.identifier();
    if (!identifier) cursor.skip();
    else if (cursor.peek() !== '(' && !NOT_COLUMNS.has(word)) names.push(identifier.name);
  }
  return names;
}

/** A list of columns such as INCLUDE's; undefined where something else stands among them. */
function plainColumn(item: Cursor): string | undefined {
  const column = item.identifier()?.name;
  if (column === undefined || item.peek() === '(' || item.peek() === '.') return undefined;
  return column;
}

/** As Prisma writes a key: a quoted column, then perhaps an operator class or a direction. */
function isPrismaKey(item: Cursor): boolean {
  if (item.token()?.kind !== 'quoted') return false;
  item.skip();
  while (item.takeOneOf('asc', 'desc')) if (item.done) return true;
  while (!item.done) {
    if (item.peek() === 'collate' || item.peek() === 'nulls' || item.peek() === '(') return false;
    item.skip();
  }
  return true;
}

/** Reads CREATE [UNIQUE] INDEX; the cursor stands behind CREATE. Undefined where the statement breaks off too early. */
export function readCreateIndex(cursor: Cursor, sql: string): CreateIndex | undefined {
  cursor.take('unique');
  if (!cursor.take('index')) return undefined;
  let prismaForm = !cursor.take('concurrently');
  const ifNotExists = cursor.take('if', 'not', 'exists');
  prismaForm &&= !ifNotExists && cursor.token()?.kind === 'quoted';
  const name = cursor.peek() === 'on' ? undefined : cursor.name();
  if (!cursor.take('on')) return undefined;
  const only = cursor.take('only');
  prismaForm &&= !only && name !== undefined && cursor.token()?.kind === 'quoted';
  const table = cursor.name();
  if (!table) return undefined;
  if (cursor.take('using')) cursor.identifier();

  const keys = cursor.parenthesised();
  if (!keys) return undefined;
  const mentions: string[] = [];
  let plainColumns: string[] | undefined = [];
  for (const item of keys.items()) {
    const column = plainColumn(item);
    if (column === undefined) plainColumns = undefined;
    else plainColumns?.push(column);
    item.seek(0);
    prismaForm &&= isPrismaKey(item);
    item.seek(0);
    mentions.push(...mentionedNames(item));
  }
  if (cursor.take('include')) {
    prismaForm = false;
    for (const item of cursor.parenthesised()?.items() ?? []) {
      const column = plainColumn(item);
      if (column === undefined) continue;
      plainColumns?.push(column);
      mentions.push(column);
    }
  }
  if (cursor.peek() === 'nulls' || cursor.peek() === 'with' || cursor.peek() === 'tablespace')
    prismaForm = false;
  cursor.skipTo('where');
  mentions.push(...mentionedNames(cursor));
  return { kind: 'create-index', name, table, ifNotExists, only, mentions, plainColumns, prismaForm, sql };
}
