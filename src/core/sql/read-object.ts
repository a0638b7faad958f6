import type { Cursor, NameRef } from './cursor';
import type { CreateOnTable, RoutineKind, RoutineName } from './object-operations';
import type { Operation } from './operations';
import { ownCopy } from './own-copy';
import { columnsInExpression } from './read-mentions';
import { readQuery } from './read-query';
import { append } from '../append';

/** Reads `name ON table`, as triggers and policies are named. */
function readNameOn(cursor: Cursor): { readonly name: NameRef; readonly table: NameRef } | undefined {
  const identifier = cursor.identifier();
  if (!identifier || !cursor.take('on')) return undefined;
  cursor.take('only');
  const table = cursor.name();
  return table && { name: { schema: undefined, ...identifier }, table };
}

/** Reads CREATE [CONSTRAINT] TRIGGER; the cursor stands behind TRIGGER. */
function readTrigger(cursor: Cursor, replaces: boolean): Operation | undefined {
  const identifier = cursor.identifier();
  if (!identifier) return undefined;
  const columns: string[] = [];
  cursor.take('instead', 'of');
  cursor.skipTo('on', 'of');
  if (cursor.take('of')) {
    do {
      const column = cursor.identifier();
      if (column) columns.push(column.name);
    } while (cursor.take(','));
    cursor.skipTo('on');
  }
  if (!cursor.take('on')) return undefined;
  const table = cursor.name();
  cursor.skipTo('when', 'execute');
  if (cursor.take('when')) {
    const condition = cursor.parenthesised();
    if (condition) append(columns, mentionsIn(condition));
    cursor.skipTo('execute');
  }
  cursor.skip();
  cursor.takeOneOf('function', 'procedure');
  const calls = cursor.name();
  if (!table) return undefined;
  const name = { schema: undefined, ...identifier };
  return {
    kind: 'create-on-table',
    object: 'trigger',
    name,
    table,
    replaces,
    columns,
    calls,
    reads: [],
    sql: textOf(cursor),
  };
}

/** Reads CREATE POLICY; the cursor stands behind POLICY. */
function readPolicy(cursor: Cursor): Operation | undefined {
  const named = readNameOn(cursor);
  if (!named) return undefined;
  return {
    ...{ kind: 'create-on-table', object: 'policy', ...named, replaces: false },
    ...{ ...mentionsOfPolicy(cursor), calls: undefined, sql: textOf(cursor) },
  };
}

/**
 * What the clauses of a policy mention; the cursor stands before them.
 *
 * @param others stand for what ALTER POLICY says of the same policy: its clauses count instead
 */
export function mentionsOfPolicy(
  cursor: Cursor,
  ...others: readonly Cursor[]
): Pick<CreateOnTable, 'columns' | 'reads'> {
  const clauses = new Map<string, Cursor>();
  for (const statement of [cursor, ...others]) {
    for (;;) {
      statement.skipTo('using', 'check');
      const clause = statement.peek();
      if (statement.done) break;
      statement.skip();
      const expression = statement.parenthesised();
      if (expression) clauses.set(clause, expression);
    }
  }
  const expressions = [...clauses.values()];
  const columns = expressions.flatMap(mentionsIn);
  for (const expression of expressions) expression.seek(0);
  return { columns, reads: expressions.flatMap((expression) => readQuery(expression).reads) };
}

function mentionsIn(expression: Cursor): string[] {
  return columnsInExpression(expression).map(({ name }) => name);
}

/** The whole statement. */
function textOf(cursor: Cursor): string {
  return ownCopy(cursor.slice(0, cursor.length));
}

/** Words that stand before the type of an argument. */
const argumentModes = ['in', 'out', 'inout', 'variadic'] as const;

/** The types of arguments, with their names where they have any, as one text: what tells routines of one name apart. */
function readArguments(cursor: Cursor): string | undefined {
  const list = cursor.parenthesised();
  if (!list) return undefined;
  const types = list.items().flatMap((item) => {
    if (item.takeOneOf(...argumentModes) === 'out') return [];
    const start = item.position;
    item.skipTo('default', '=');
    return [typeIn(item.over(start, item.position))];
  });
  return types.join(', ');
}

/** Words that begin a type of several words. */
const longTypes: ReadonlySet<string> = new Set(['double', 'character', 'bit', 'national']);

/** The type of `name type` or of a type alone, without its schema and length. */
function typeIn(argument: Cursor): string {
  const words: string[] = [];
  while (!argument.done) {
    const name = argument.name()?.name;
    if (name !== undefined) words.push(name);
    else {
      const isArray = argument.isAt('[');
      argument.skipItem();
      if (isArray) words.push('[]');
    }
  }
  const isArray = words.at(-1) === '[]';
  const own = words.filter((word) => word !== '[]');
  const isLong = own.some((word) => longTypes.has(word) || word === 'with' || word === 'without');
  // The last word is the type, if it is not one of several words; before it stands the argument's name.
  const from = isLong ? own.findIndex((word) => longTypes.has(word) || /^time/.test(word)) : own.length - 1;
  const type = own.slice(Math.max(0, from)).join(' ');
  return (sameTypes.get(type) ?? type) + (isArray ? '[]' : '');
}

/** Other names of types. */
const sameTypes: ReadonlyMap<string, string> = new Map([
  ['int', 'integer'],
  ['int4', 'integer'],
  ['int2', 'smallint'],
  ['int8', 'bigint'],
  ['bool', 'boolean'],
  ['varchar', 'character varying'],
  ['decimal', 'numeric'],
  ['float8', 'double precision'],
  ['float4', 'real'],
  ['timestamptz', 'timestamp with time zone'],
  ['timestamp without time zone', 'timestamp'],
]);

function readRoutine(cursor: Cursor, object: RoutineKind, replaces: boolean): Operation | undefined {
  const name = cursor.name();
  const argumentTypes = name && readArguments(cursor);
  if (!name || argumentTypes === undefined) return undefined;
  // The text of a body is long: it is not copied.
  const sql = cursor.slice(0, cursor.length);
  return { kind: 'create-routine', object, name, argumentTypes, replaces, sql };
}

function readRoutineName(cursor: Cursor): RoutineName | undefined {
  const name = cursor.name();
  return name && { name, argumentTypes: readArguments(cursor) };
}

/** What a cursor behind CREATE [OR REPLACE] has of triggers, policies, routines, extensions and types. */
export function readCreateObject(cursor: Cursor, replaces: boolean): Operation | undefined {
  const { position } = cursor;
  cursor.take('constraint');
  if (cursor.take('trigger')) return readTrigger(cursor, replaces);
  cursor.seek(position);
  if (cursor.take('policy')) return readPolicy(cursor);
  const routine = cursor.takeOneOf('function', 'procedure');
  if (routine) return readRoutine(cursor, routine, replaces);
  const object = cursor.takeOneOf('extension', 'domain');
  if (!object) return undefined;
  const ifNotExists = cursor.take('if', 'not', 'exists');
  const name = cursor.name();
  return name && { kind: 'create-named', object, name, ifNotExists, sql: textOf(cursor) };
}

/** What a cursor behind DROP has of triggers, policies and routines. */
export function readDropObject(cursor: Cursor): Operation | undefined {
  const object = cursor.takeOneOf('trigger', 'policy');
  const routine = object ? undefined : cursor.takeOneOf('function', 'procedure', 'routine');
  if (!object && !routine) return undefined;
  const ifExists = cursor.take('if', 'exists');
  if (object) {
    const named = readNameOn(cursor);
    return named && { kind: 'drop-on-table', object, ...named, ifExists };
  }
  const routines: RoutineName[] = [];
  do {
    const one = readRoutineName(cursor);
    if (one) routines.push(one);
  } while (cursor.take(','));
  return { kind: 'drop-routine', routines, ifExists, cascade: cursor.take('cascade') };
}

/** What a cursor behind ALTER has of triggers, policies and routines. */
export function readAlterObject(cursor: Cursor): Operation | undefined {
  const object = cursor.takeOneOf('trigger', 'policy');
  if (object) {
    const named = readNameOn(cursor);
    if (!named) return undefined;
    if (cursor.take('rename', 'to')) {
      const to = cursor.identifier()?.name;
      return to === undefined ? undefined : { kind: 'rename-on-table', object, ...named, to };
    }
    return object === 'policy' ? { kind: 'alter-policy', ...named, sql: textOf(cursor) } : undefined;
  }
  if (!cursor.takeOneOf('function', 'procedure', 'routine')) return undefined;
  const routine = readRoutineName(cursor);
  if (!routine) return undefined;
  const to = cursor.take('rename', 'to') ? cursor.identifier()?.name : undefined;
  const schema = cursor.take('set', 'schema') ? cursor.identifier()?.name : undefined;
  return to === undefined && schema === undefined ? undefined : { kind: 'move-routine', routine, to, schema };
}
