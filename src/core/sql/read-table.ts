import type { Cursor, NameRef } from './cursor';
import type { ColumnDefinition, CreateTable, IndexConstraint, TableAction } from './operations';
import { readConstraint } from './read-constraint';
import { columnsInExpression } from './read-mentions';

/** Reads `name type [constraint …]`; a partition's or typed table's column has no type of its own. */
function readColumn(cursor: Cursor, hasType = true): ColumnDefinition | undefined {
  const name = cursor.identifier()?.name;
  if (name === undefined) return undefined;
  const type = hasType ? (cursor.name()?.name ?? '') : '';
  const constraints: IndexConstraint[] = [];
  const generatedFrom: string[] = [];
  while (!cursor.done) {
    const constraint = readConstraint(cursor, name);
    if (constraint) constraints.push(constraint);
    else if (cursor.take('generated', 'always', 'as')) {
      const expression = cursor.parenthesised();
      if (expression) generatedFrom.push(...columnsInExpression(expression).map((column) => column.name));
    } else cursor.skipItem();
  }
  return { name, type, constraints, generatedFrom };
}

const TABLE_CONSTRAINT_WORDS = new Set([
  'constraint',
  'primary',
  'unique',
  'exclude',
  'check',
  'foreign',
  'not',
]);

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
  const ofType = partitionOf === undefined && cursor.take('of') && cursor.name() !== undefined;
  const ownColumns = partitionOf === undefined && !ofType;
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
      const column = readColumn(item, ownColumns);
      if (column && ownColumns) columns.push(column);
      if (column) constraints.push(...column.constraints);
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
    ofType,
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
      : { kind: 'drop-column', name: name.name, cascade: action.take('cascade'), range };
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

/** PostgreSQL carries out the actions of one ALTER TABLE in passes, whatever their order in the text. */
function passOf(action: TableAction): number {
  switch (action.kind) {
    case 'drop-column':
    case 'drop-constraint':
      return 0;
    case 'alter-type':
      return 1;
    case 'add-column':
      return 2;
    case 'add-constraint':
      return action.constraint.usingIndex === undefined ? 4 : 3;
    default:
      return 5;
  }
}

/** Reads the actions of ALTER TABLE that touch indexes or what they hang on; the cursor stands behind the table's name. */
export function readTableActions(cursor: Cursor): TableAction[] {
  const actions: TableAction[] = [];
  for (const item of cursor.items()) {
    const action = readAction(item);
    if (action) actions.push(action);
  }
  return actions.length < 2 ? actions : actions.sort((a, b) => passOf(a) - passOf(b));
}
