import type { Sha256 } from '../core/drift/checksum';
import { undoEdits, type UndoneEdit } from '../core/drift/undone-edits';
import type { MigrationRow } from '../core/database/migration-row';
import type { LintSource, MigrationFile } from './lint-source';
import type { TextLocation } from './migration-archive';

/** The text that was applied, and how it was found; either is proof, since its checksum is the row's. */
export type AppliedText =
  | { readonly from: 'git'; readonly text: string; readonly location: TextLocation }
  | { readonly from: 'undoing'; readonly text: string; readonly edits: readonly UndoneEdit[] };

/** A row and the file of its migration. */
export interface FileOfRow {
  readonly row: MigrationRow;
  readonly file: MigrationFile;
}

/**
 * Finds the texts that were applied, of files that give other checksums now. By undoing first: it costs a few checksums, and
 * git need not be asked for what it has found.
 */
export async function appliedTexts(
  drifted: readonly FileOfRow[],
  { archive }: Pick<LintSource, 'archive'>,
  sha256: Sha256,
): Promise<Map<MigrationRow, AppliedText>> {
  const found = new Map<MigrationRow, AppliedText>();
  for (const { row, file } of drifted) {
    const undone = undoEdits(file.text, row.checksum, sha256);
    if (undone) found.set(row, { from: 'undoing', ...undone });
  }
  const left = drifted.filter(({ row }) => !found.has(row));
  const inGit = left.length > 0 ? await archive?.findTexts(left.map(({ row }) => row)) : undefined;
  for (const { row } of left) {
    const text = inGit?.get(row.checksum);
    if (text) found.set(row, { from: 'git', ...text });
  }
  return found;
}
