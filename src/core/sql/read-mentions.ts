import type { Range } from '../range';
import type { Cursor } from './cursor';

/** A mention, in an index's keys, INCLUDE or WHERE, of a column of its table, as far as tokens show. */
export interface ColumnMention {
  readonly name: string;
  readonly range: Range;
  /** `table.` or `schema.table.` before the column, its last dot included. */
  readonly qualifier: Range | undefined;
}

/** Words of expressions that no unquoted column can have as its name. */
const reserved = new Set(
  (
    'all and any array as asc asymmetric both case cast collate current_date current_time current_timestamp ' +
    'default desc distinct else end false for from ilike in is isnull leading like localtime localtimestamp not ' +
    'notnull null or order overlaps placing select similar some symmetric then to trailing true using when where'
  ).split(' '),
);

/** Moves over a type's name: it is no column, even if one has its name. */
function skipType(cursor: Cursor): void {
  cursor.name();
  cursor.takeOneOf('precision', 'varying');
  if (cursor.peek() === '(') cursor.skipItem();
  if (!cursor.take('with', 'time', 'zone')) cursor.take('without', 'time', 'zone');
}

/** Moves over words that stand where a column could but are none. */
function skipOther(cursor: Cursor): boolean {
  if (cursor.take(':', ':') || cursor.take('as')) skipType(cursor);
  else if (cursor.take('collate')) cursor.name();
  // A field of a composite value, or `.*`.
  else if (cursor.take('.')) cursor.identifier();
  else if (cursor.peek() === 'extract' && cursor.peek(1) === '(') cursor.seek(cursor.position + 3);
  else return cursor.take('at', 'time', 'zone');
  return true;
}

/** The columns that an expression names, up to the token at `end`. */
export function columnsInExpression(cursor: Cursor, end = cursor.length): ColumnMention[] {
  const mentions: ColumnMention[] = [];
  while (cursor.position < end) {
    if (skipOther(cursor)) continue;
    const isReserved = reserved.has(cursor.peek());
    const first = cursor.identifier();
    if (!first) {
      cursor.skip();
      continue;
    }
    let column = first;
    while (!isReserved && cursor.peek() === '.') {
      cursor.skip();
      const next = cursor.identifier();
      if (!next) break;
      column = next;
    }
    // Before a parenthesis stands a function, before a constant a type: `date '2024-02-29'`.
    if (isReserved || cursor.peek() === '(' || cursor.token()?.kind === 'string') continue;
    const { name, range } = column;
    const qualifier = column === first ? undefined : { start: first.range.start, end: range.start };
    mentions.push({ name, range, qualifier });
  }
  return mentions;
}

/** The columns that one key names. What follows its column or expression (operator class, order) names none. */
export function columnsInKey(key: Cursor): ColumnMention[] {
  const start = key.position;
  key.name();
  if (key.peek() === '(') key.skipItem();
  const end = key.position;
  key.seek(start);
  return columnsInExpression(key, end);
}
