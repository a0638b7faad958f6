import type { Range } from '../../core/range';

/** The part of an entry that stands on one line. */
export interface Piece {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** Brackets and commas belong to whoever wrote beside them. */
function trimmed(line: string): string {
  return line.trim().replace(/,$/, '');
}

/** The pieces of a range that say something. */
export function piecesOf(text: string, { start, end }: Range): Piece[] {
  const first = text.slice(0, start).split('\n').length;
  const all = text
    .slice(start, end)
    .split('\n')
    .map((line, position) => ({ text: trimmed(line), line: first + position }));
  const telling = all.filter((piece) => /[\p{L}\p{N}]/u.test(piece.text));
  // A pattern may be `**`.
  return telling.length > 0 ? telling : all;
}

/** Finds the line that has a piece, from 1: of several the one nearest to where it is expected. */
export type FindLine = (piece: Piece, near: number) => number | undefined;

/** Looks in the lines of one text. */
export function lineFinder(text: string): FindLine {
  const lines = text.split('\n');
  const whole = new Map<string, number[]>();
  lines.forEach((line, position) => {
    const known = whole.get(trimmed(line));
    if (known) known.push(position + 1);
    else whole.set(trimmed(line), [position + 1]);
  });
  return (piece, near) => {
    const found =
      whole.get(piece.text) ??
      lines.flatMap((line, position) => (stands(piece.text, line) ? [position + 1] : []));
    return [...found].sort((a, b) => Math.abs(a - near) - Math.abs(b - near))[0];
  };
}

/** A comment ends with its line, so one whose end was cut off is another one. */
function stands(piece: string, line: string): boolean {
  return piece.startsWith('--') ? line.trimEnd().endsWith(piece) : line.includes(piece);
}
