import type { Cursor } from './cursor';
import type { CreateIndex } from './operations';
import { columnsInExpression, columnsInKey, type ColumnMention } from './read-mentions';
import { append } from '../append';

/** A column by its plain name; undefined where something else stands there. */
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

/** CREATE INDEX with every mention of a column of its table, in order. */
export interface ReadIndex {
  readonly operation: CreateIndex;
  readonly columns: readonly ColumnMention[];
}

/** Reads CREATE [UNIQUE] INDEX; the cursor stands behind CREATE. Undefined where the statement breaks off too early. */
export function readIndex(cursor: Cursor, sql: string): ReadIndex | undefined {
  cursor.take('unique');
  if (!cursor.take('index')) return undefined;
  const concurrently = cursor.take('concurrently');
  let prismaForm = !concurrently;
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
  const columns: ColumnMention[] = [];
  let plainColumns: string[] | undefined = [];
  for (const item of keys.items()) {
    const column = plainColumn(item);
    if (column === undefined) plainColumns = undefined;
    else plainColumns?.push(column);
    item.seek(0);
    prismaForm &&= isPrismaKey(item);
    item.seek(0);
    append(columns, columnsInKey(item));
  }
  if (cursor.take('include')) {
    prismaForm = false;
    for (const item of cursor.parenthesised()?.items() ?? []) {
      const column = plainColumn(item);
      if (column === undefined) continue;
      plainColumns?.push(column);
      item.seek(0);
      append(columns, columnsInKey(item));
    }
  }
  if (cursor.peek() === 'nulls' || cursor.peek() === 'with' || cursor.peek() === 'tablespace')
    prismaForm = false;
  cursor.skipTo('where');
  const partial = !cursor.done;
  append(columns, columnsInExpression(cursor));
  const mentions = columns.map((column) => column.name);
  const operation: CreateIndex = {
    kind: 'create-index',
    name,
    table,
    ifNotExists,
    concurrently,
    only,
    mentions,
    plainColumns,
    partial,
    prismaForm,
    sql,
  };
  return { operation, columns };
}
