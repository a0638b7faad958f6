import type { Range } from '../../core/range';
import { columnsOf } from './wrap';
import type { TextPositions } from './positions';
import { escapeAll, escapeUnsafe } from './printable';

/** One visible unit of a line: a grapheme, a tab as spaces, or an escaped character. Offsets into the whole text. */
interface Cell {
  readonly from: number;
  readonly to: number;
  readonly shown: string;
  readonly columns: number;
}

/** A line as it is printed, and the columns under which the carets go. */
export interface Frame {
  /** From 1. */
  readonly line: number;
  readonly source: string;
  readonly indent: number;
  readonly carets: number;
}

const tabStop = 4;
const ellipsis = '…';
/** How much of a very long line is looked at, in UTF-16 units before and after the start of the range. */
const before = 500;
const after = 1000;

/** The first line of the range as it can be printed in `width` columns. An empty range gets one caret. */
export function frameOf(positions: TextPositions, range: Range, width: number): Frame {
  const { text } = positions;
  const line = positions.lineAround(range.start);
  const start = Math.min(Math.max(range.start, line.start), line.end);
  const from = Math.max(line.start, start - before);
  const to = Math.min(line.end, start + after);
  const end = Math.min(range.end, line.start + text.slice(line.start, line.end).trimEnd().length);

  const all = cellsOf(text.slice(from, to), from);
  // A range that is empty or starts at the line's end has no cell of its own.
  if (start >= to) all.push({ from: to, to: to + 1, shown: '', columns: 1 });
  const isMarked = (cell: Cell) => cell.to > start && cell.from < Math.max(end, start + 1);
  const cut = windowOf(all, isMarked, width, { left: from > line.start, right: to < line.end });

  const lead = cut.left ? ellipsis : '';
  const first = cut.cells.findIndex(isMarked);
  const marked = cut.cells.filter(isMarked);
  return {
    line: positions.at(range.start).line,
    source: lead + cut.cells.map((cell) => cell.shown).join('') + (cut.right ? ellipsis : ''),
    indent: lead.length + sum(cut.cells.slice(0, Math.max(first, 0))),
    carets: Math.max(1, sum(marked)),
  };
}

function cellsOf(line: string, offset: number): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (const { segment, index } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(line)) {
    let shown = segment === '\t' ? ' '.repeat(tabStop - (column % tabStop)) : escapeUnsafe(segment);
    if (columnsOf(shown) === 0) shown = escapeAll(segment);
    const columns = columnsOf(shown);
    column += columns;
    cells.push({ from: offset + index, to: offset + index + segment.length, shown, columns });
  }
  return cells;
}

function sum(cells: readonly Cell[]): number {
  return cells.reduce((columns, cell) => columns + cell.columns, 0);
}

/** As much of the line as fits, the marked part in it; `left` and `right` say whether something is missing there. */
function windowOf(
  cells: readonly Cell[],
  isMarked: (cell: Cell) => boolean,
  width: number,
  missing: { left: boolean; right: boolean },
): { cells: readonly Cell[]; left: boolean; right: boolean } {
  if (!missing.left && !missing.right && sum(cells) <= width) return { cells, left: false, right: false };

  const room = width - 2 * ellipsis.length;
  const firstMarked = Math.max(0, cells.findIndex(isMarked));
  const afterMarked = cells.findLastIndex(isMarked) + 1;
  let first = 0;
  if (missing.left || sum(cells.slice(0, afterMarked)) > room) {
    // Some of what stands before the range says what it is; what is left of the room belongs to what follows it.
    const lead = Math.max(room - sum(cells.slice(firstMarked)), Math.floor(room / 4));
    first = firstMarked;
    let columns = 0;
    while (first > 0 && columns + (cells[first - 1]?.columns ?? 0) <= lead) {
      first -= 1;
      columns += cells[first]?.columns ?? 0;
    }
  }
  let end = first;
  let columns = 0;
  while (end < cells.length && columns + (cells[end]?.columns ?? 0) <= room) {
    columns += cells[end]?.columns ?? 0;
    end += 1;
  }
  return {
    cells: cells.slice(first, end),
    left: missing.left || first > 0,
    right: missing.right || end < cells.length,
  };
}

const gutterDigits = 6;

/**
 * The first line of the range with its number, and carets below it.
 *
 * @param width columns of the terminal
 * @param paint colours the carets, `dim` the number
 */
export function frameLines(
  positions: TextPositions,
  range: Range,
  width: number,
  { paint, dim }: Readonly<Record<'paint' | 'dim', (text: string) => string>>,
): string[] {
  const number = String(positions.at(range.start).line).padStart(gutterDigits);
  const frame = frameOf(positions, range, width - number.length - 3);
  return [
    `${dim(`${number} │`)} ${frame.source}`,
    `${dim(`${' '.repeat(number.length)} │`)} ${' '.repeat(frame.indent)}${paint('^'.repeat(frame.carets))}`,
  ];
}
