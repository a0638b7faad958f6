import type { Cursor, NameRef } from './cursor';
import type {
  ColumnDefinition,
  ColumnSequence,
  CreateTable,
  IndexConstraint,
  Like,
  PlainConstraint,
} from './operations';
import { readType, type ColumnType } from './column-type';
import { readConstraint, readPlainConstraint } from './read-constraint';
import { columnsInExpression } from './read-mentions';
import { append } from '../append';

/** What may begin something of interest behind a column's type. */
const columnWords = new Set([
  ...['constraint', 'primary', 'unique', 'exclude', 'generated', 'check', 'references'],
]);

/** Reads `name type [constraint …]`; a partition's or typed table's column has no type of its own. */
export function readColumn(cursor: Cursor, hasType = true): ColumnDefinition | undefined {
  const name = cursor.identifier()?.name;
  if (name === undefined) return undefined;
  const type = hasType ? readType(cursor) : undefined;
  const constraints: IndexConstraint[] = [];
  const plainConstraints: PlainConstraint[] = [];
  let generatedFrom: readonly string[] | undefined;
  let sequence: ColumnSequence | undefined = isSerial(type) ? { kind: 'serial', name: undefined } : undefined;
  while (!cursor.done) {
    if (!columnWords.has(cursor.peek())) {
      cursor.skipItem();
      continue;
    }
    const constraint = readConstraint(cursor, name);
    const plain = constraint ? undefined : readPlainConstraint(cursor, name);
    if (constraint) constraints.push(constraint);
    else if (plain) plainConstraints.push(plain);
    else if (takeGenerated(cursor)) {
      const identity = readIdentity(cursor);
      if (identity) sequence = identity;
      else generatedFrom = readExpression(cursor);
    } else cursor.skipItem();
  }
  return { name, type: type?.text ?? '', constraints, plainConstraints, generatedFrom, sequence };
}

const serialTypes = new Set(['smallserial', 'serial', 'bigserial', 'serial2', 'serial4', 'serial8']);

/** These names are no types of any schema: PostgreSQL takes them for INTEGER and a sequence. */
function isSerial(type: ColumnType | undefined): boolean {
  return type !== undefined && type.schema === undefined && serialTypes.has(type.text);
}

/** Takes what stands before both an identity and an expression. */
export function takeGenerated(cursor: Cursor): boolean {
  return cursor.take('generated', 'always', 'as') || cursor.take('generated', 'by', 'default', 'as');
}

/** Reads `IDENTITY [(options)]`; PostgreSQL's dumps name the sequence among the options. */
export function readIdentity(cursor: Cursor): ColumnSequence | undefined {
  if (!cursor.take('identity')) return undefined;
  const options = cursor.parenthesised();
  options?.skipTo('name');
  return { kind: 'identity', name: options?.take('name') ? options.name() : undefined };
}

/** The words in the expression of a generated column that may be columns. */
export function readExpression(cursor: Cursor): string[] | undefined {
  const expression = cursor.parenthesised();
  return expression && columnsInExpression(expression).map((column) => column.name);
}

const tableConstraintWords = new Set([
  'constraint',
  'primary',
  'unique',
  'exclude',
  'check',
  'foreign',
  'not',
]);

/** Whether what stands here is a constraint of the table, and no column. */
export function startsTableConstraint(cursor: Cursor): boolean {
  if (!tableConstraintWords.has(cursor.peek())) return false;
  // A column may be called by any of these but the reserved ones.
  return cursor.peek() !== 'exclude' || cursor.peek(1) === '(' || cursor.peek(1) === 'using';
}

/** Reads INCLUDING and EXCLUDING, of which the last word counts. */
function readIncluding(cursor: Cursor): Omit<Like, 'table'> {
  const included = { indexes: false, identity: false, generated: false, constraints: false };
  while (!cursor.done) {
    const verb = cursor.takeOneOf('including', 'excluding');
    const what = cursor.takeOneOf('all', 'indexes', 'identity', 'generated', 'constraints');
    if (verb === undefined || what === undefined) cursor.skip();
    else if (what !== 'all') included[what] = verb === 'including';
    else {
      included.indexes = included.identity = verb === 'including';
      included.generated = included.constraints = verb === 'including';
    }
  }
  return included;
}

/** Reads CREATE TABLE; the cursor stands behind TABLE. */
export function readCreateTable(cursor: Cursor, temporary: boolean): CreateTable | undefined {
  const ifNotExists = cursor.take('if', 'not', 'exists');
  const name = cursor.name();
  if (!name) return undefined;
  const columns: ColumnDefinition[] = [];
  const constraints: IndexConstraint[] = [];
  const plainConstraints: PlainConstraint[] = [];
  const likes: Like[] = [];
  const partitionOf = cursor.take('partition', 'of') ? cursor.name() : undefined;
  const ofType = partitionOf === undefined && cursor.take('of') && cursor.name() !== undefined;
  const ownColumns = partitionOf === undefined && !ofType;
  for (const item of cursor.parenthesised()?.items() ?? []) {
    if (item.take('like')) {
      const table = item.name();
      if (table) likes.push({ table, ...readIncluding(item) });
    } else if (startsTableConstraint(item)) {
      const constraint = readConstraint(item);
      const plain = constraint ? undefined : readPlainConstraint(item);
      if (constraint) constraints.push(constraint);
      if (plain) plainConstraints.push(plain);
    } else {
      const column = readColumn(item, ownColumns);
      if (column && ownColumns) columns.push(column);
      if (column) append(constraints, column.constraints);
      if (column) append(plainConstraints, column.plainConstraints);
    }
  }
  const inherits: NameRef[] = [];
  if (cursor.take('inherits')) append(inherits, cursor.parenthesised()?.names() ?? []);
  const { position } = cursor;
  cursor.skipTo('partition', 'as');
  const partitioned = cursor.take('partition', 'by');
  cursor.seek(position);
  return {
    kind: 'create-table',
    name,
    ifNotExists,
    temporary,
    columns,
    constraints,
    plainConstraints,
    likes,
    partitionOf,
    partitioned,
    ofType,
    inherits,
  };
}
