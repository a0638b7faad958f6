import type { Cursor, NameRef } from './cursor';
import type { ColumnDefinition, CreateTable, IndexConstraint, TableAction } from './operations';
import { mentionedNames } from './read-index';

function columnList(list: Cursor | undefined): string[] {
  const columns: string[] = [];
  for (const item of list?.items() ?? []) {
    const column = item.identifier();
    if (column) columns.push(column.name);
  }
  return columns;
}

/** Reads a constraint that has an index: PRIMARY KEY, UNIQUE or EXCLUDE. Others are passed over with undefined. */
function readConstraint(cursor: Cursor, ownColumn?: string): IndexConstraint | undefined {
  const start = cursor.position;
  const name = cursor.take('constraint') ? cursor.identifier()?.name : undefined;
  const kind = cursor.take('primary', 'key')
    ? 'primary'
    : cursor.take('unique')
      ? 'unique'
      : cursor.take('exclude')
        ? 'exclude'
        : undefined;
  if (kind === undefined) {
    cursor.seek(start);
    return undefined;
  }
  const nullsNotDistinct = cursor.take('nulls', 'not', 'distinct');
  if (!nullsNotDistinct) cursor.take('nulls', 'distinct');
  const method = cursor.take('using') && cursor.peek() !== 'index' ? cursor.identifier()?.name : undefined;
  if (cursor.take('index')) {
    const usingIndex = cursor.identifier()?.name;
    return {
      kind,
      name: name ?? usingIndex,
      columns: [],
      include: [],
      nullsNotDistinct,
      method,
      mentions: [],
      usingIndex,
    };
  }
  const list = ownColumn === undefined ? cursor.parenthesised() : undefined;
  let columns: string[] = ownColumn === undefined ? [] : [ownColumn];
  const mentions: string[] = [];
  if (kind === 'exclude') {
    for (const item of list?.items() ?? []) {
      const element = item.identifier();
      columns.push(element !== undefined && item.peek() !== '(' ? element.name : 'expr');
      item.seek(0);
      mentions.push(...mentionedNames(item));
    }
  } else if (list) columns = columnList(list);
  const include = cursor.take('include') ? columnList(cursor.parenthesised()) : [];
  if (kind === 'exclude' && ownColumn === undefined) {
    cursor.skipTo('where');
    mentions.push(...mentionedNames(cursor));
  }
  return {
    kind,
    name,
    columns,
    include,
    nullsNotDistinct,
    method: kind === 'exclude' ? (method ?? 'gist') : method,
    mentions: [...columns, ...include, ...mentions],
    usingIndex: undefined,
  };
}

/** Reads `name type [constraint …]`. */
function readColumn(cursor: Cursor): ColumnDefinition | undefined {
  const name = cursor.identifier()?.name;
  if (name === undefined) return undefined;
  const type = cursor.name()?.name ?? '';
  const constraints: IndexConstraint[] = [];
  while (!cursor.done) {
    const constraint = readConstraint(cursor, name);
    if (constraint) constraints.push(constraint);
    else cursor.skipItem();
  }
  return { name, type, constraints };
}

const TABLE_CONSTRAINT_WORDS = new Set(['constraint', 'primary', 'unique', 'exclude', 'check', 'foreign']);

function startsTableConstraint(cursor: Cursor): boolean {
  if (!TABLE_CONSTRAINT_WORDS.has(cursor.peek())) return false;
  // A column may be called by any of these but the reserved ones.
  return cursor.peek() !== 'exclude' || cursor.peek(1) === '(' || cursor.peek(1) === 'using';
}

/** Reads CREATE TABLE; the cursor stands behind TABLE. */
export function readCreateTable(cursor: Cursor, temporary: boolean): CreateTable | undefined {
  const ifNotExists = cursor.take('if', 'not', 'exists');
  const name = cursor.name();
  if (!name) return undefined;
  const columns: ColumnDefinition[] = [];
  const constraints: IndexConstraint[] = [];
  const likes: { table: NameRef; indexes: boolean }[] = [];
  const partitionOf = cursor.take('partition', 'of') ? cursor.name() : undefined;
  for (const item of cursor.parenthesised()?.items() ?? []) {
    if (item.take('like')) {
      const table = item.name();
      let indexes = false;
      while (!item.done) {
        if (item.take('including', 'all') || item.take('including', 'indexes')) indexes = true;
        else if (item.take('excluding', 'all') || item.take('excluding', 'indexes')) indexes = false;
        else item.skip();
      }
      if (table) likes.push({ table, indexes });
    } else if (startsTableConstraint(item)) {
      const constraint = readConstraint(item);
      if (constraint) constraints.push(constraint);
    } else {
      const column = readColumn(item);
      if (column) columns.push(column);
    }
  }
  const inherits: NameRef[] = [];
  if (cursor.take('inherits')) inherits.push(...(cursor.parenthesised()?.names() ?? []));
  return {
    kind: 'create-table',
    name,
    ifNotExists,
    temporary,
    columns,
    constraints,
    likes,
    partitionOf,
    inherits,
  };
}

function readAction(action: Cursor): TableAction | undefined {
  const first = action.token();
  if (!first) return undefined;
  const { start } = action.place(first);
  const rangeTo = (last: { readonly end: number }) => ({ start, end: last.end });
  if (action.take('add')) {
    if (startsTableConstraint(action)) {
      const constraint = readConstraint(action);
      return constraint && { kind: 'add-constraint', constraint };
    }
    action.take('column');
    const ifNotExists = action.take('if', 'not', 'exists');
    const column = readColumn(action);
    return column && { kind: 'add-column', column, ifNotExists };
  }
  if (action.take('drop')) {
    const object = action.takeOneOf('constraint', 'column') ?? 'column';
    action.take('if', 'exists');
    const name = action.identifier();
    if (!name) return undefined;
    const range = rangeTo(name.range);
    return object === 'constraint'
      ? { kind: 'drop-constraint', name: name.name, range }
      : { kind: 'drop-column', name: name.name, range };
  }
  if (action.take('alter')) {
    action.take('column');
    const name = action.identifier();
    if (!name) return undefined;
    action.take('set', 'data');
    if (!action.take('type')) return undefined;
    const type = action.name();
    return type && { kind: 'alter-type', name: name.name, type: type.name, range: rangeTo(type.range) };
  }
  if (action.take('attach', 'partition')) {
    const table = action.name();
    return table && { kind: 'attach-partition', table };
  }
  if (action.take('detach', 'partition')) {
    const table = action.name();
    return table && { kind: 'detach-partition', table };
  }
  return undefined;
}

/** Reads the actions of ALTER TABLE that touch indexes or what they hang on; the cursor stands behind the table's name. */
export function readTableActions(cursor: Cursor): TableAction[] {
  const actions: TableAction[] = [];
  for (const item of cursor.items()) {
    const action = readAction(item);
    if (action) actions.push(action);
  }
  return actions;
}
