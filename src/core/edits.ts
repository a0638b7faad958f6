import type { Range } from './range';

/** One replacement in one file. */
export interface Edit {
  readonly range: Range;
  readonly newText: string;
}

/** All edits of one file; their ranges do not overlap and speak of the text as it was before any of them. */
export interface FileEdits {
  readonly file: string;
  readonly edits: readonly Edit[];
}

/**
 * Applies edits to a text; their ranges speak of the text as it comes in. What is inserted at one position keeps the order
 * of the edits.
 *
 * @throws RangeError where ranges overlap or lie outside the text
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = edits.toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  const parts: string[] = [];
  let done = 0;
  for (const { range, newText } of ordered) {
    if (range.start < done || range.start > range.end || range.end > text.length) {
      throw new RangeError(`Edits overlap or lie outside the text at ${range.start}.`);
    }
    parts.push(text.slice(done, range.start), newText);
    done = range.end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}
