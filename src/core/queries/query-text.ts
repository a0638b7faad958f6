import type { Range } from '../range';
import { Lexer, tokenKind } from '../sql/lexer';
import type { EmbeddedSql, SqlPiece } from './embedded-sql';

/**
 * What is written where a script puts something in.
 *
 * - value: a parameter
 * - name: a table or column
 * - tuple: a list in parentheses
 * - nothing: more SQL, such as another condition, without which the rest can be read
 * - letter: a part of a name or constant
 */
type Stopgap = 'value' | 'name' | 'tuple' | 'nothing' | 'letter';

/** A hole in a text that can be read. */
export interface Hole {
  /** Where its stopgap stands in the text. */
  readonly start: number;
  readonly end: number;
  readonly stopgap: Stopgap;
}

/** SQL with a stopgap in the place of everything that only a running program knows. */
export interface QueryText {
  readonly text: string;
  readonly holes: readonly Hole[];
  /** The place in the file of a stretch of the text. It is wider than the stretch where a hole is its border. */
  readonly inFile: (stretch: Range) => Range;
  /** Whether the file has the stretch in one piece, holes included, so that it can be copied from there. */
  readonly isTogether: (stretch: Range) => boolean;
}

/** Numbers of parameters that nobody writes: the others stand in the SQL itself. */
const firstHole = 9000;

/** Whether a parameter's number is that of a hole. */
export function isHoleNumber(number: number): boolean {
  return number >= firstHole;
}

const beforeNames: ReadonlySet<string> = new Set([
  'from',
  'join',
  'into',
  'update',
  'table',
  'as',
  'only',
  '.',
]);

/** What a value follows; behind every other word or sign stands more SQL. */
const beforeValues: ReadonlySet<string> = new Set([
  ...['select', 'where', 'and', 'or', 'not', 'by', 'limit', 'offset', 'on', 'having', 'when', 'then', 'else'],
  ...[
    'between',
    'like',
    'ilike',
    'distinct',
    'all',
    'any',
    'returning',
    'set',
    'case',
    'using',
    'is',
    'first',
  ],
  ...['(', ',', '[', '=', '<', '>', '+', '-', '*', '/', '%', '|', '~', '&', '#', '!', ':'],
]);

const wordPart = /[\p{L}\p{N}_$]/u;

/** Where a piece of the text came from. */
interface Segment {
  readonly start: number;
  readonly end: number;
  readonly piece: SqlPiece;
}

/**
 * Writes SQL with stopgaps for its holes.
 *
 * @param instead by a hole's index, where another stopgap than the likeliest is wanted
 */
export function queryText(
  { pieces, range }: EmbeddedSql,
  instead: ReadonlyMap<number, Stopgap> = new Map(),
): QueryText {
  let text = '';
  const segments: Segment[] = [];
  const holes: Hole[] = [];
  for (const [index, piece] of pieces.entries()) {
    const start = text.length;
    if (piece.kind === 'text') text += piece.value;
    else {
      const next = pieces[index + 1];
      const isBehindHole = holes.at(-1)?.end === text.length && text !== '';
      const stopgap =
        instead.get(holes.length) ??
        (isBehindHole ? 'nothing' : stopgapBehind(text, next?.kind === 'text' ? next.value : ''));
      text += written(stopgap, holes.length);
      holes.push({ start, end: text.length, stopgap });
    }
    segments.push({ start, end: text.length, piece });
  }
  const placeOf = (at: number, isEnd: boolean): number => {
    const segment = segments.find(({ start, end }) =>
      isEnd ? at > start && at <= end : at >= start && at < end,
    );
    if (!segment) return isEnd ? range.start : range.end;
    const { piece, start } = segment;
    if (piece.kind === 'hole') return isEnd ? piece.range.end : piece.range.start;
    return isEnd ? piece.offsetOf(at - start - 1) + 1 : piece.offsetOf(at - start);
  };
  const inFile = ({ start, end }: Range): Range => {
    const first = placeOf(start, false);
    // What came from several places has no range of its own: where it begins is told.
    return { start: first, end: Math.max(first, placeOf(end, true)) };
  };
  return {
    ...{ text, holes, inFile },
    isTogether: ({ start, end }) => {
      const touched = segments.filter((segment) => segment.end > start && segment.start < end);
      const places = touched.map(({ piece }) =>
        piece.kind === 'hole'
          ? piece.range
          : { start: piece.offsetOf(0), end: piece.offsetOf(piece.value.length) },
      );
      return places.every(({ start: from }, index) => index === 0 || from === places[index - 1]?.end);
    },
  };
}

function written(stopgap: Stopgap, index: number): string {
  switch (stopgap) {
    case 'value':
      return `$${firstHole + index}`;
    case 'tuple':
      return `($${firstHole + index})`;
    case 'name':
      return `hole_${index}`;
    case 'letter':
      return '0';
    case 'nothing':
      return ' ';
  }
}

/** The likeliest stopgap behind a text: what stands in a quotation or touches a name is a part of it. */
function stopgapBehind(before: string, after: string): Stopgap {
  const lexer = new Lexer(before);
  let [last, kind, end, isOpen]: [string, number, number, boolean] = ['', -1, 0, false];
  while (lexer.next()) {
    last = lexer.kind === tokenKind.word ? before.slice(lexer.start, lexer.end).toLowerCase() : lexer.word;
    [kind, end, isOpen] = [lexer.kind, lexer.end, lexer.open];
  }
  const comment = lexer.comments.at(-1);
  const isInComment =
    comment !== undefined && comment.end === before.length && !/\n$/.test(before) && comment.start >= end;
  if (isOpen || lexer.unclosed.length > 0 || isInComment) return 'letter';
  const touches = end === before.length && wordPart.test(before.slice(-1));
  if (touches || (after !== '' && wordPart.test(after.charAt(0)))) return touches ? 'letter' : 'name';
  if (kind === -1) return 'nothing';
  if (beforeNames.has(last)) return 'name';
  if (last === 'values' || last === 'in') return 'tuple';
  return beforeValues.has(last) ? 'value' : 'nothing';
}
