import { Cursor } from './cursor';
import { cutToBytes, foldName, MAX_NAME_BYTES } from './names';
import type { DroppedKind, Operation } from './operations';
import { readCreateIndex } from './read-index';
import { readCreateTable, readTableActions } from './read-table';

function readCreate(cursor: Cursor): Operation | undefined {
  cursor.take('or', 'replace');
  const temporary = cursor.takeOneOf('local', 'global') !== undefined;
  const isTemporary = cursor.takeOneOf('temporary', 'temp') !== undefined || temporary;
  cursor.takeOneOf('unlogged', 'recursive', 'foreign');
  if (cursor.peek() === 'unique' || cursor.peek() === 'index')
    return readCreateIndex(cursor, cursor.slice(0, cursor.tokens.length));
  if (cursor.take('table')) {
    const start = cursor.position;
    const table = readCreateTable(cursor, isTemporary);
    if (!table) return undefined;
    cursor.seek(start);
    cursor.skipTo('as');
    // CREATE TABLE … AS: its columns come from a query.
    if (!cursor.done && table.columns.length === 0 && !table.partitionOf) {
      return { kind: 'create-relation', object: 'table', name: table.name, ifNotExists: table.ifNotExists };
    }
    return table;
  }
  const object = cursor.take('materialized', 'view')
    ? 'materialized view'
    : cursor.take('view')
      ? 'view'
      : cursor.take('sequence')
        ? 'sequence'
        : undefined;
  if (object === undefined) return undefined;
  const ifNotExists = cursor.take('if', 'not', 'exists');
  const name = cursor.name();
  return name && { kind: 'create-relation', object, name, ifNotExists };
}

const DROPPED: readonly DroppedKind[] = [
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
  let object: DroppedKind | undefined;
  if (cursor.take('materialized', 'view')) object = 'materialized view';
  else {
    cursor.take('foreign');
    object = DROPPED.find((kind) => cursor.take(kind));
  }
  if (object === undefined) return undefined;
  cursor.take('concurrently');
  const ifExists = cursor.take('if', 'exists');
  const names = cursor.names();
  const cascade = cursor.take('cascade');
  return names.length > 0 ? { kind: 'drop', object, names, ifExists, cascade } : undefined;
}

function readAlter(cursor: Cursor): Operation | undefined {
  if (cursor.take('schema')) {
    const of = cursor.name();
    const to = cursor.take('rename', 'to') ? cursor.identifier() : undefined;
    return of && to && { kind: 'rename', object: 'schema', of, from: undefined, to: to.name };
  }
  const isIndex = cursor.take('index');
  if (!isIndex && !cursor.take('materialized', 'view') && !cursor.takeOneOf('table', 'view', 'sequence')) {
    if (!cursor.take('foreign', 'table')) return undefined;
  }
  cursor.take('if', 'exists');
  cursor.take('only');
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
  if (isIndex) {
    const child = cursor.take('attach', 'partition') ? cursor.name() : undefined;
    return child && { kind: 'attach-index-partition', parent: of, child };
  }
  const actions = readTableActions(cursor);
  return actions.length > 0 ? { kind: 'alter-table', table: of, actions } : undefined;
}

function searchPath(entries: readonly string[]): Operation {
  return { kind: 'set-search-path', path: entries.map((name) => cutToBytes(name, MAX_NAME_BYTES)) };
}

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
    if (cursor.take('default')) return searchPath(['public']);
    const path: string[] = [];
    for (const item of cursor.items()) {
      const name = item.string() ?? item.identifier()?.name;
      if (name !== undefined && name !== '' && name !== '$user') path.push(name);
    }
    return searchPath(path);
  }
  if (cursor.take('reset', 'search_path')) return searchPath(['public']);
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
