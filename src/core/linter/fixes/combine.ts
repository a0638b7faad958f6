import type { Edit, FileEdits } from '../../edits';
import type { Fix } from '../findings/finding';

function touches(a: Edit, b: Edit): boolean {
  return a.range.start <= b.range.end && b.range.start <= a.range.end;
}

/** The part of a fix that its application needs. */
type Edits = Pick<Fix, 'edits'>;

/**
 * Takes as many fixes as go together, each whole and in order: one whose edits touch those of an earlier one is left
 * for another round, after reading the text again. Touching counts, as two insertions at one offset have no order.
 *
 * @returns the fixes that were taken, and their edits by file
 */
export function combineFixes<F extends Edits>(
  fixes: readonly F[],
): { readonly taken: F[]; readonly edits: FileEdits[] } {
  const byFile = new Map<string, Edit[]>();
  const taken = fixes.filter((fix) => {
    const clashes = fix.edits.some(({ file, edits }) =>
      edits.some((edit) => byFile.get(file)?.some((other) => touches(other, edit))),
    );
    if (clashes) return false;
    for (const { file, edits } of fix.edits) byFile.set(file, [...(byFile.get(file) ?? []), ...edits]);
    return true;
  });
  return { taken, edits: [...byFile].map(([file, edits]) => ({ file, edits })) };
}
