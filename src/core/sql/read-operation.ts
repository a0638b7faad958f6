import { nameRef, type Cursor } from './cursor';
import { ownCopy } from './own-copy';
import { cutToBytes, foldName, maxNameBytes } from './names';
import type { ColumnName, CreateRelation, DroppedKind, Operation } from './operations';
import { readIndex } from './read-index';
import { readAlterObject, readCreateObject, readDropObject } from './read-object';
import { readQuery } from './read-query';
import { readCreateTable } from './read-table';
import { readTableActions } from './read-table-actions';

function readCreateRelation(
  cursor: Cursor,
  object: CreateRelation['object'],
  temporary: boolean,
): CreateRelation | undefined {
  const ifNotExists = cursor.take('if', 'not', 'exists');
  const name = cursor.name();
  if (!name) return undefined;
  const isView = object === 'view' || object === 'materialized view';
  const replaces = cursor.slice(1, 2).toLowerCase() === 'or';
  // The text of a query is long: it is not copied.
  const sql = cursor.slice(0, cursor.length);
  const owner = object === 'sequence' ? readOwner(cursor) : undefined;
  if (isView) cursor.skipTo('as');
  const { reads, mentions } = isView ? readQuery(cursor) : { reads: [], mentions: [] };
  return {
    kind: 'create-relation',
    object,
    name,
    ifNotExists,
    temporary,
    reads,
    mentions,
    owner,
    replaces,
    sql,
  };
}

/** Reads the column of `OWNED BY table.column` among the options of a sequence; `NONE` is none. */
function readOwner(cursor: Cursor): ColumnName | undefined {
  cursor.skipTo('owned');
  if (!cursor.take('owned', 'by')) return undefined;
  const path = cursor.path();
  const column = path.pop();
  const table = nameRef(path);
  return table && column && { table, column: column.name };
}

function takeRelationKind(cursor: Cursor): CreateRelation['object'] | undefined {
  if (cursor.take('materialized', 'view')) return 'materialized view';
  return cursor.takeOneOf('view', 'sequence');
}

function readCreateSchema(cursor: Cursor): Operation | undefined {
  cursor.take('if', 'not', 'exists');
  cursor.take('authorization');
  const name = cursor.identifier()?.name;
  return name === undefined ? undefined : { kind: 'create-schema', name };
}

/** CREATE TYPE … AS ENUM; other types are of no matter. */
function readCreateEnum(cursor: Cursor): Operation | undefined {
  const name = cursor.name();
  return name && cursor.take('as', 'enum') ? { kind: 'create-enum', name } : undefined;
}

function readCreate(cursor: Cursor): Operation | undefined {
  if (cursor.peek() === 'unique' || cursor.peek() === 'index')
    return readIndex(cursor, ownCopy(cursor.slice(0, cursor.length)))?.operation;
  if (cursor.take('schema')) return readCreateSchema(cursor);
  if (cursor.take('type')) return readCreateEnum(cursor);
  const replaces = cursor.take('or', 'replace');
  const created = readCreateObject(cursor, replaces);
  if (created) return created;
  cursor.takeOneOf('local', 'global');
  const temporary = cursor.takeOneOf('temporary', 'temp') !== undefined;
  cursor.takeOneOf('unlogged', 'recursive', 'foreign');
  if (cursor.take('table')) {
    const start = cursor.position;
    const table = readCreateTable(cursor, temporary);
    if (!table) return undefined;
    cursor.skipTo('as');
    // CREATE TABLE … AS: its columns come from a query.
    if (cursor.done) return table;
    cursor.seek(start);
    return readCreateRelation(cursor, 'table', temporary);
  }
  const object = takeRelationKind(cursor);
  return object && readCreateRelation(cursor, object, temporary);
}

const dropped: readonly DroppedKind[] = [
  'index',
  'table',
  'view',
  'schema',
  'extension',
  'sequence',
  'type',
  'domain',
];

function readDrop(cursor: Cursor): Operation | undefined {
  const objectDrop = readDropObject(cursor);
  if (objectDrop) return objectDrop;
  let object: DroppedKind | undefined;
  if (cursor.take('materialized', 'view')) object = 'materialized view';
  else {
    cursor.take('foreign');
    object = dropped.find((kind) => cursor.take(kind));
  }
  if (object === undefined) return undefined;
  const concurrently = cursor.take('concurrently');
  const ifExists = cursor.take('if', 'exists');
  const names = cursor.names();
  const cascade = cursor.take('cascade');
  return names.length > 0 ? { kind: 'drop', object, names, ifExists, concurrently, cascade } : undefined;
}

function readAlter(cursor: Cursor): Operation | undefined {
  const altered = readAlterObject(cursor);
  if (altered) return altered;
  const named = cursor.takeOneOf('schema', 'type', 'domain');
  if (named !== undefined) {
    const object = named === 'schema' ? 'schema' : 'type';
    const of = cursor.name();
    const to = cursor.take('rename', 'to') ? cursor.identifier() : undefined;
    return of && to && { kind: 'rename', object, of, from: undefined, to: to.name };
  }
  const isIndex = cursor.take('index');
  const isSequence = !isIndex && cursor.take('sequence');
  if (!isIndex && !isSequence && !cursor.take('materialized', 'view') && !cursor.takeOneOf('table', 'view')) {
    if (!cursor.take('foreign', 'table')) return undefined;
  }
  const ifExists = cursor.take('if', 'exists');
  const only = cursor.take('only');
  const of = cursor.name();
  if (!of) return undefined;
  if (cursor.peek() === '*') cursor.skip();
  if (cursor.take('rename')) {
    if (cursor.take('to')) {
      const to = cursor.identifier();
      return to && { kind: 'rename', object: 'relation', of, from: undefined, to: to.name };
    }
    const object = cursor.take('constraint') ? 'constraint' : 'column';
    cursor.take('column');
    const from = cursor.identifier();
    const to = cursor.take('to') ? cursor.identifier() : undefined;
    return from && to && { kind: 'rename', object, of, from: from.name, to: to.name };
  }
  if (cursor.take('set', 'schema')) {
    const schema = cursor.identifier();
    return schema && { kind: 'set-schema', of, schema: schema.name };
  }
  if (isSequence) {
    cursor.skipTo('owned');
    return cursor.done ? undefined : { kind: 'own-sequence', sequence: of, owner: readOwner(cursor) };
  }
  if (isIndex) {
    const child = cursor.take('attach', 'partition') ? cursor.name() : undefined;
    return child && { kind: 'attach-index-partition', parent: of, child };
  }
  const actions = readTableActions(cursor);
  return actions.length > 0 ? { kind: 'alter-table', table: of, ifExists, only, actions } : undefined;
}

function searchPath(entries: readonly string[]): Operation {
  const path = entries.map((name) => cutToBytes(name, maxNameBytes));
  return { kind: 'set-search-path', path, isReset: false };
}

const resetSearchPath: Operation = { kind: 'set-search-path', path: ['public'], isReset: true };

/** `SET search_path …`, and pg_dump's way to say it: `SELECT pg_catalog.set_config('search_path', …)`. */
function readSearchPath(cursor: Cursor): Operation | undefined {
  if (cursor.take('set')) {
    cursor.takeOneOf('session', 'local');
    if (cursor.take('schema')) {
      const schema = cursor.string();
      return schema === undefined ? undefined : searchPath([schema]);
    }
    if (!cursor.take('search_path')) return undefined;
    if (!cursor.takeOneOf('to', '=')) return undefined;
    if (cursor.take('default')) return resetSearchPath;
    const path: string[] = [];
    for (const item of cursor.items()) {
      const name = item.string() ?? item.identifier()?.name;
      if (name !== undefined && name !== '' && name !== '$user') path.push(name);
    }
    return searchPath(path);
  }
  if (cursor.take('reset', 'search_path')) return resetSearchPath;
  if (!cursor.take('select')) return undefined;
  cursor.take('pg_catalog', '.');
  if (!cursor.take('set_config')) return undefined;
  const list = cursor.parenthesised();
  if (list?.string() !== 'search_path' || !list.take(',')) return undefined;
  const value = list.string();
  if (value === undefined) return undefined;
  const names = value.split(',').map((name) => name.trim());
  return searchPath(
    names
      .filter((name) => name !== '' && name !== '"$user"')
      .map((name) => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : foldName(name))),
  );
}

/** The first words of statements that readOperation reads. */
export const operationVerbs: ReadonlySet<string> = new Set([
  'create',
  'drop',
  'alter',
  'set',
  'reset',
  'select',
]);

/** What one statement does to indexes or to what they hang on; undefined where it is of no matter or cannot be read. */
export function readOperation(cursor: Cursor): Operation | undefined {
  switch (cursor.peek()) {
    case 'create':
      cursor.skip();
      return readCreate(cursor);
    case 'drop':
      cursor.skip();
      return readDrop(cursor);
    case 'alter':
      cursor.skip();
      return readAlter(cursor);
    case 'set':
    case 'reset':
    case 'select':
      return readSearchPath(cursor);
    default:
      return undefined;
  }
}
