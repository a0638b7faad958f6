import { firstFrom } from '../../first-from';
import type { Edit, FileEdits } from '../../edits';
import type { Fix } from '../findings/finding';

/** @param others do not overlap, and stand in the order of their positions */
function touchesOne(others: readonly Edit[], { range }: Edit): boolean {
  const next = others[firstFrom(others, (other) => other.range.end >= range.start)];
  return next !== undefined && next.range.start <= range.end;
}

function insertInOrder(others: Edit[], edit: Edit): void {
  const at = firstFrom(others, ({ range }) => range.start > edit.range.start);
  others.splice(at, 0, edit);
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
  const byFile = new Map<string, { readonly edits: Edit[]; readonly inOrder: Edit[] }>();
  const taken = fixes.filter((fix) => {
    const clashes = fix.edits.some(({ file, edits }) =>
      edits.some((edit) => touchesOne(byFile.get(file)?.inOrder ?? [], edit)),
    );
    if (clashes) return false;
    for (const { file, edits } of fix.edits) {
      const own = byFile.get(file) ?? { edits: [], inOrder: [] };
      byFile.set(file, own);
      for (const edit of edits) {
        own.edits.push(edit);
        insertInOrder(own.inOrder, edit);
      }
    }
    return true;
  });
  return { taken, edits: [...byFile].map(([file, { edits }]) => ({ file, edits })) };
}
