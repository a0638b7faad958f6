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
  // Last to first, so that the offsets before stay as they are.
  const ordered = edits
    .toReversed()
    .sort((a, b) => b.range.start - a.range.start || b.range.end - a.range.end);
  let result = text;
  let limit = text.length;
  for (const { range, newText } of ordered) {
    if (range.start > range.end || range.start < 0 || range.end > limit) {
      throw new RangeError(`Edits overlap or lie outside the text at ${range.start}.`);
    }
    result = result.slice(0, range.start) + newText + result.slice(range.end);
    limit = range.start;
  }
  return result;
}
