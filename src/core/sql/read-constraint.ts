import { Cursor, type NameRef } from './cursor';
import { quoteName } from './names';
import type { IndexConstraint, PlainConstraint } from './operations';
import { ownCopy } from './own-copy';
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

function readUsingIndex(cursor: Cursor, kind: ConstraintKind, name: string | undefined) {
  const usingIndex = cursor.identifier()?.name;
  return {
    kind,
    name: name ?? usingIndex,
    columns: [],
    include: [],
    nullsNotDistinct: false,
    deferrable: readTraits(cursor).deferrable,
    method: 'btree',
    parameters: [],
    likeIndex: undefined,
    operators: [],
    mentions: [],
    sql: undefined,
    usingIndex,
  };
}

function readExclude(cursor: Cursor, name: string | undefined, from: number): IndexConstraint {
  const method = cursor.take('using') ? (cursor.identifier()?.name ?? 'btree') : 'btree';
  const { keys, operators, mentions } = readElements(cursor.parenthesised());
  const tail = readTail(cursor);
  const start = cursor.position;
  const predicate = cursor.take('where') ? cursor.parenthesised() : undefined;
  const where = cursor.slice(start, cursor.position);
  const { deferrable } = readTraits(cursor);
  return {
    kind: 'exclude',
    name,
    columns: [],
    include: tail.include,
    nullsNotDistinct: false,
    deferrable,
    method,
    parameters: tail.parameters,
    likeIndex: `CREATE INDEX ON "t" USING "${method}" (${keys}) ${tail.likeIndex} ${where}`,
    operators,
    mentions: [
      ...mentions,
      ...tail.include,
      ...(predicate ? columnsInExpression(predicate).map((column) => column.name) : []),
    ],
    sql: definitionFrom(cursor, from),
    usingIndex: undefined,
  };
}

/** What may stand behind a CHECK or a foreign key, in any order. */
export function readTraits(cursor: Cursor): { readonly deferrable: boolean; readonly notValid: boolean } {
  let deferrable = false;
  let notValid = false;
  let isEnforced = true;
  for (;;) {
    if (cursor.take('not', 'deferrable')) deferrable = false;
    else if (cursor.take('not', 'valid')) notValid = true;
    else if (cursor.take('not', 'enforced')) isEnforced = false;
    else if (cursor.take('enforced') || cursor.take('no', 'inherit')) continue;
    else if (cursor.take('initially', 'deferred') || cursor.take('deferrable')) deferrable = true;
    else if (!cursor.take('initially', 'immediate')) return { deferrable, notValid: notValid && isEnforced };
  }
}

/** The text from a position to here, without NOT VALID, which says how it was added and not what it is. */
function definitionFrom(cursor: Cursor, start: number): string {
  return ownCopy(cursor.slice(start, cursor.position)).replace(/\s+NOT\s+VALID\b(?=[^')]*$)/i, '');
}

/** A unique or primary key as the table would have it: a column's names the column. */
function asOfTable(cursor: Cursor, from: number, ownColumn: string | undefined, behindKind: number): string {
  if (ownColumn === undefined) return definitionFrom(cursor, from);
  return `${cursor.slice(from, behindKind)} (${quoteName(ownColumn)}) ${cursor.slice(behindKind, cursor.position)}`;
}

const deferrability = new Set(['not', 'deferrable', 'initially', 'deferred', 'immediate']);

/** A foreign key, as `PlainConstraint` has it, that can wait as these words say. */
export function withDeferrability(definition: string, words: string): string {
  const { tokens } = Cursor.of(definition);
  const last = tokens.findLast(
    ({ start, end }) => !deferrability.has(definition.slice(start, end).toLowerCase()),
  );
  return `${definition.slice(0, last?.end)} ${words}`;
}

/** Moves over what a foreign key refers to and what it does then; gives the table. */
function readReferences(cursor: Cursor): NameRef | undefined {
  const table = cursor.name();
  if (cursor.isAt('(')) cursor.skipItem();
  for (;;) {
    if (cursor.take('match')) cursor.skip();
    else if (cursor.take('on')) {
      cursor.takeOneOf('delete', 'update');
      cursor.takeOneOf('set', 'no');
      cursor.skip();
      if (cursor.isAt('(')) cursor.skipItem();
    } else return table;
  }
}

/**
 * Reads a constraint that has no index: CHECK, or a foreign key. Others are passed over with undefined.
 *
 * @param ownColumn the column whose definition the constraint is part of
 */
export function readPlainConstraint(cursor: Cursor, ownColumn?: string): PlainConstraint | undefined {
  const before = cursor.position;
  const name = cursor.take('constraint') ? cursor.identifier()?.name : undefined;
  const start = cursor.position;
  if (cursor.take('check')) {
    const expression = cursor.parenthesised();
    const columns = expression ? columnsInExpression(expression).map((column) => column.name) : [];
    const traits = readTraits(cursor);
    const sql = definitionFrom(cursor, start);
    return { kind: 'check', name, columns, sql, references: undefined, ...traits };
  }
  const ofTable = ownColumn === undefined && cursor.take('foreign', 'key');
  const columns = ofTable ? columnList(cursor.parenthesised()) : ownColumn === undefined ? [] : [ownColumn];
  if (columns.length > 0 && cursor.take('references')) {
    const references = readReferences(cursor);
    const traits = readTraits(cursor);
    const definition = definitionFrom(cursor, start);
    const sql = ofTable ? definition : `FOREIGN KEY (${columns.map(quoteName).join(', ')}) ${definition}`;
    return { kind: 'foreign-key', name, columns, sql, references, ...traits };
  }
  cursor.seek(before);
  return undefined;
}

/**
 * Reads a constraint that has an index: PRIMARY KEY, UNIQUE or EXCLUDE. Others are passed over with undefined.
 *
 * @param ownColumn the column whose definition the constraint is part of
 */
export function readConstraint(cursor: Cursor, ownColumn?: string): IndexConstraint | undefined {
  const start = cursor.position;
  const name = cursor.take('constraint') ? cursor.identifier()?.name : undefined;
  const from = cursor.position;
  const kind = takeKind(cursor);
  if (kind === undefined) {
    cursor.seek(start);
    return undefined;
  }
  if (kind === 'exclude') return readExclude(cursor, name, from);
  if (ownColumn === undefined && cursor.take('using', 'index')) return readUsingIndex(cursor, kind, name);
  const nullsNotDistinct = cursor.take('nulls', 'not', 'distinct');
  if (!nullsNotDistinct) cursor.take('nulls', 'distinct');
  const list = ownColumn === undefined ? cursor.parenthesised() : undefined;
  const columns = ownColumn === undefined ? columnList(list) : [ownColumn];
  list?.seek(0);
  list?.skipTo('without');
  const behindKind = cursor.position;
  const { include, parameters } = readTail(cursor);
  const { deferrable } = readTraits(cursor);
  return {
    kind,
    name,
    columns,
    include,
    nullsNotDistinct,
    deferrable,
    // WITHOUT OVERLAPS is kept up by a GiST index.
    method: list?.take('without', 'overlaps') ? 'gist' : 'btree',
    parameters,
    likeIndex: undefined,
    operators: [],
    mentions: [...columns, ...include],
    sql: deferrable ? asOfTable(cursor, from, ownColumn, behindKind) : undefined,
    usingIndex: undefined,
  };
}
