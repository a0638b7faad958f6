import { columnsOf, wrap } from './wrap';
import { largestOf } from '../../core/extremes';

/** One cell of a table on a terminal. */
export interface Cell {
  readonly text: string;
  readonly align?: 'right';
  /** Colours the text; it must not change what is seen of it otherwise. */
  readonly paint?: (text: string) => string;
}

const gap = '  ';

/**
 * Rows whose cells stand below each other. Where that is too wide, the first cell of each row has a line of its own and
 * the others follow below it, indented.
 *
 * @param width columns on the terminal, the indent included
 */
export function grid(rows: readonly (readonly Cell[])[], indent: string, width: number): string[] {
  return gridByRow(rows, indent, width).flat();
}

/** The same, with the lines of each row apart. */
export function gridByRow(rows: readonly (readonly Cell[])[], indent: string, width: number): string[][] {
  const widths = widthsOf(rows);
  if (indent.length + total(widths) <= width) return rows.map((row) => [indent + lineOf(row, widths)]);
  const below = widthsOf(rows.map((row) => row.slice(1)));
  const inner = `${indent}${gap}${gap}`;
  const fits = inner.length + total(below) <= width;
  return rows.map((row) => {
    const rest = row.slice(1);
    const first = indent + shown(row[0]);
    if (rest.every(({ text }) => text === '')) return [first];
    return [first, ...(fits ? [inner + lineOf(rest, below)] : folded(rest, inner, width))];
  });
}

function widthsOf(rows: readonly (readonly Cell[])[]): number[] {
  const count = largestOf([0, ...rows.map((row) => row.length)]);
  return Array.from({ length: count }, (_, column) =>
    largestOf([0, ...rows.map((row) => columnsOf(row[column]?.text ?? ''))]),
  );
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + gap.length * Math.max(0, widths.length - 1);
}

function lineOf(row: readonly Cell[], widths: readonly number[]): string {
  const last = row.findLastIndex(({ text }) => text !== '');
  const cells = row.slice(0, last + 1).map((cell, column) => {
    const room = ' '.repeat(Math.max(0, (widths[column] ?? 0) - columnsOf(cell.text)));
    if (cell.align === 'right') return room + shown(cell);
    return column === last ? shown(cell) : shown(cell) + room;
  });
  return cells.join(gap);
}

function shown(cell: Cell | undefined): string {
  return cell?.paint?.(cell.text) ?? cell?.text ?? '';
}

/** One after the other, without columns. */
function folded(row: readonly Cell[], indent: string, width: number): string[] {
  const words = row.map(({ text }) => text).filter((text) => text !== '');
  return wrap(words.join(gap), width - indent.length).map((line) => indent + line);
}
