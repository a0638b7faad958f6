/** A position in a text. A byte order mark at its start counts nowhere. */
export interface TextPosition {
  /** UTF-16 units from 0. */
  readonly offset: number;
  /** From 1; lines end with `\n`, `\r\n` or `\r`. */
  readonly line: number;
  /** UTF-16 units from 1. */
  readonly column: number;
}

export interface TextPositions {
  readonly text: string;
  /** Takes an offset into `text`, byte order mark included; one beyond the text counts as its end. */
  at(offset: number): TextPosition;
  /** Offsets into `text` of the line that holds `offset`: its first character, and the end before its line break. */
  lineAround(offset: number): { readonly start: number; readonly end: number };
}

/** Tells the lines and columns of a text; a byte order mark counts nowhere. */
export function positionsOf(text: string): TextPositions {
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  const starts = [mark];
  for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + lineBreak.length);

  const clamp = (offset: number) => Math.min(Math.max(offset, mark), text.length);
  /** Index of the last line that starts at or before the offset. */
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  return {
    text,
    at(offset) {
      const clamped = clamp(offset);
      const line = lineOf(clamped);
      return { offset: clamped - mark, line: line + 1, column: clamped - (starts[line] ?? 0) + 1 };
    },
    lineAround(offset) {
      const line = lineOf(clamp(offset));
      const start = starts[line] ?? 0;
      const rest = text.slice(start, starts[line + 1] ?? text.length);
      return { start, end: start + rest.replace(/[\r\n]+$/, '').length };
    },
  };
}

/** The lines and columns of several texts, by file, each text read once. Undefined for a file whose text is not among them. */
export function positionsIn({
  texts,
}: {
  readonly texts: ReadonlyMap<string, string>;
}): (file: string) => TextPositions | undefined {
  const known = new Map<string, TextPositions>();
  return (file) => {
    const text = texts.get(file);
    if (text === undefined) return undefined;
    const positions = known.get(file) ?? positionsOf(text);
    known.set(file, positions);
    return positions;
  };
}
