import type { Edit } from '../finding';

/**
 * The text after all edits. Ranges are UTF-16 offsets from 0 into the text as it was before any of them; they must not
 * overlap. Applied last to first, so that no edit moves the place of another.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const lastToFirst = [...edits].sort((a, b) => b.range.start - a.range.start || b.range.end - a.range.end);
  return lastToFirst.reduce(
    (result, { range, newText }) => result.slice(0, range.start) + newText + result.slice(range.end),
    text,
  );
}
