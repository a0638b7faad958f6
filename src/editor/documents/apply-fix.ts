import * as vscode from 'vscode';
import type { Fix } from '../../core/linter/findings/finding';
import { toWorkspaceEdit } from './fix-edits';

/**
 * Writes what a fix says, and shows the file with it.
 *
 * @param shown the texts in which the offsets of the fix were counted, by URI
 * @returns whether it was written, and saved where that was asked for; where not, that has been said
 */
export async function applyFix(
  fix: Pick<Fix, 'kind' | 'title' | 'edits'>,
  shown: { readonly texts: ReadonlyMap<string, string> },
  { isSaved }: { readonly isSaved: boolean },
): Promise<boolean> {
  const edit = await toWorkspaceEdit(fix, undefined, shown);
  const [target] = fix.edits;
  if (!edit || !target) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('A file has changed in the meantime. Save it, and try again.'),
    );
    return false;
  }
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(target.file));
  await vscode.window.showTextDocument(document);
  return isSaved ? document.save() : true;
}
