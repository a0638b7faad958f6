import type { Cursor } from './cursor';
import type { IndexConstraint } from './operations';
import { columnsInExpression, columnsInKey } from './read-mentions';
import { append } from '../append';

type ConstraintKind = IndexConstraint['kind'];

function takeKind(cursor: Cursor): ConstraintKind | undefined {
  if (cursor.take('primary', 'key')) return 'primary';
  if (cursor.take('unique')) return 'unique';
  return cursor.take('exclude') ? 'exclude' : undefined;
}

function columnList(list: Cursor | undefined): string[] {
  const columns: string[] = [];
  for (const item of list?.items() ?? []) {
    const column = item.identifier();
    if (column) columns.push(column.name);
  }
  return columns;
}

/** Storage parameters as `name=value`; one without a value is switched on. */
function readParameters(list: Cursor | undefined): string[] {
  const parameters: string[] = [];
  for (const item of list?.items() ?? []) {
    const name = item.identifier()?.name;
    const value = item.take('=') ? (item.string() ?? item.rest()) : 'true';
    if (name !== undefined) parameters.push(`${name}=${value}`);
  }
  return parameters.sort();
}

/** The elements of EXCLUDE: as the keys of an index, their operators, and the columns that they mention. */
function readElements(list: Cursor | undefined) {
  const keys: string[] = [];
  const operators: string[] = [];
  const mentions: string[] = [];
  for (const item of list?.items() ?? []) {
    append(
      mentions,
      columnsInKey(item).map((column) => column.name),
    );
    item.skipTo('with');
    keys.push(item.slice(0, item.position));
    operators.push(item.rest());
  }
  return { keys: keys.join(', '), operators, mentions };
}

/** What may follow the columns of a constraint that has an index. */
function readTail(cursor: Cursor) {
  const includeStart = cursor.position;
  const include = cursor.take('include') ? columnList(cursor.parenthesised()) : [];
  const parameters = cursor.take('with') ? readParameters(cursor.parenthesised()) : [];
  const likeIndex = cursor.slice(includeStart, cursor.position);
  if (cursor.take('using', 'index', 'tablespace')) cursor.identifier();
  return { include, parameters, likeIndex };
}

function isDeferrable(cursor: Cursor): boolean {
  return cursor.take('deferrable') || cursor.take('initially', 'deferred');
}

function readUsingIndex(cursor: Cursor, kind: ConstraintKind, name: string | undefined) {
  const usingIndex = cursor.identifier()?.name;
  return {
    kind,
    name: name ?? usingIndex,
    columns: [],
    include: [],
    nullsNotDistinct: false,
    deferrable: isDeferrable(cursor),
    method: 'btree',
    parameters: [],
    likeIndex: undefined,
    operators: [],
    mentions: [],
    usingIndex,
  };
}

function readExclude(cursor: Cursor, name: string | undefined): IndexConstraint {
  const method = cursor.take('using') ? (cursor.identifier()?.name ?? 'btree') : 'btree';
  const { keys, operators, mentions } = readElements(cursor.parenthesised());
  const tail = readTail(cursor);
  const start = cursor.position;
  const predicate = cursor.take('where') ? cursor.parenthesised() : undefined;
  const where = cursor.slice(start, cursor.position);
  return {
    kind: 'exclude',
    name,
    columns: [],
    include: tail.include,
    nullsNotDistinct: false,
    deferrable: isDeferrable(cursor),
    method,
    parameters: tail.parameters,
    likeIndex: `CREATE INDEX ON "t" USING "${method}" (${keys}) ${tail.likeIndex} ${where}`,
    operators,
    mentions: [
      ...mentions,
      ...tail.include,
      ...(predicate ? columnsInExpression(predicate).map((column) => column.name) : []),
    ],
    usingIndex: undefined,
  };
}

/**
 * Reads a constraint that has an index: PRIMARY KEY, UNIQUE or EXCLUDE. Others are passed over with undefined.
 *
 * @param ownColumn the column whose definition the constraint is part of
 */
export function readConstraint(cursor: Cursor, ownColumn?: string): IndexConstraint | undefined {
  const start = cursor.position;
  const name = cursor.take('constraint') ? cursor.identifier()?.name : undefined;
  const kind = takeKind(cursor);
  if (kind === undefined) {
    cursor.seek(start);
    return undefined;
  }
  if (kind === 'exclude') return readExclude(cursor, name);
  if (ownColumn === undefined && cursor.take('using', 'index')) return readUsingIndex(cursor, kind, name);
  const nullsNotDistinct = cursor.take('nulls', 'not', 'distinct');
  if (!nullsNotDistinct) cursor.take('nulls', 'distinct');
  const list = ownColumn === undefined ? cursor.parenthesised() : undefined;
  const columns = ownColumn === undefined ? columnList(list) : [ownColumn];
  list?.seek(0);
  list?.skipTo('without');
  const { include, parameters } = readTail(cursor);
  return {
    kind,
    name,
    columns,
    include,
    nullsNotDistinct,
    deferrable: isDeferrable(cursor),
    // WITHOUT OVERLAPS is kept up by a GiST index.
    method: list?.take('without', 'overlaps') ? 'gist' : 'btree',
    parameters,
    likeIndex: undefined,
    operators: [],
    mentions: [...columns, ...include],
    usingIndex: undefined,
  };
}
