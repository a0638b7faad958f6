import type { Edit, FileEdits, Fix } from '../finding';

/** Applies edits to a text, last to first; their ranges speak of the text as it comes in. Overlaps throw. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => b.range.start - a.range.start || b.range.end - a.range.end);
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

function touches(a: Edit, b: Edit): boolean {
  return a.range.start <= b.range.end && b.range.start <= a.range.end;
}

/**
 * Takes as many fixes as go together, in order: one whose edits touch those of an earlier one is left for another
 * round, after reading the text again.
 *
 * @returns the edits by file
 */
export function combineFixes(fixes: readonly Fix[]): FileEdits[] {
  const byFile = new Map<string, Edit[]>();
  for (const fix of fixes) {
    const clashes = fix.edits.some(({ file, edits }) =>
      edits.some((edit) => byFile.get(file)?.some((taken) => touches(taken, edit))),
    );
    if (clashes) continue;
    for (const { file, edits } of fix.edits) byFile.set(file, [...(byFile.get(file) ?? []), ...edits]);
  }
  return [...byFile].map(([file, edits]) => ({ file, edits }));
}
