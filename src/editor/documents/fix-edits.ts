import * as vscode from 'vscode';
import type { Edit, FileEdits } from '../../core/edits';
import type { Fix } from '../../core/linter/findings/finding';
import { reasonPlaceholder } from '../../core/linter/findings/suppression-form';
import { rangeIn, rangeInText } from './ranges';
import { readText } from './read-text';
import { sameForEditor } from './text-positions';

/**
 * A fix's edits for VS Code; undefined if a file is no longer as it was when the edits were made, or if a symbolic link
 * stands in its place: then another file would be changed.
 *
 * @param document the one that the fix was asked for in
 * @param shown the texts of other files in which the edits' offsets were counted, by URI
 */
export async function toWorkspaceEdit(
  fix: Pick<Fix, 'kind' | 'title' | 'edits'>,
  document: vscode.TextDocument | undefined,
  shown: { readonly texts: ReadonlyMap<string, string> },
): Promise<vscode.WorkspaceEdit | undefined> {
  if (await hasLink(fix.edits)) return undefined;
  const result = new vscode.WorkspaceEdit();
  // What has a price is shown before it is done.
  const metadata = fix.kind === 'declare' ? { needsConfirmation: true, label: fix.title } : undefined;
  for (const fileEdits of fix.edits) {
    if (document && fileEdits.file === document.uri.toString()) {
      if (fix.kind === 'deliberate') {
        result.set(
          document.uri,
          fileEdits.edits.map((edit) => asSnippet(document, edit)),
        );
        continue;
      }
      for (const { range, newText } of fileEdits.edits) {
        result.replace(document.uri, rangeIn(document, range), newText, metadata);
      }
    } else if (!(await addOtherFile(result, fileEdits, shown.texts.get(fileEdits.file), metadata))) {
      return undefined;
    }
  }
  return fix.edits.some(({ edits }) => edits.length > 0) ? result : undefined;
}

async function hasLink(edits: readonly FileEdits[]): Promise<boolean> {
  for (const { file } of edits) {
    try {
      const { type } = await vscode.workspace.fs.stat(vscode.Uri.parse(file));
      if ((type & vscode.FileType.SymbolicLink) !== 0) return true;
    } catch {
      // It is not there yet.
    }
  }
  return false;
}

/** The cursor lands in the reason, which only a person can give. */
function asSnippet(document: vscode.TextDocument, { range, newText }: Edit): vscode.SnippetTextEdit {
  const [before = '', ...after] = newText.split(reasonPlaceholder);
  const snippet = new vscode.SnippetString().appendText(before);
  if (after.length > 0)
    snippet.appendPlaceholder(reasonPlaceholder).appendText(after.join(reasonPlaceholder));
  const edit = vscode.SnippetTextEdit.replace(rangeIn(document, range), snippet);
  edit.keepWhitespace = true;
  return edit;
}

/** Adds the edits of a file that is not the linted one. A file without a text is one that the fix creates. */
async function addOtherFile(
  result: vscode.WorkspaceEdit,
  { file, edits }: FileEdits,
  lintedText: string | undefined,
  metadata: vscode.WorkspaceEditEntryMetadata | undefined,
): Promise<boolean> {
  const uri = vscode.Uri.parse(file);
  const text = await readText(uri);
  if (lintedText === undefined) {
    if (text !== undefined) return false; // Somebody has made it in the meantime.
    result.createFile(uri, { ignoreIfExists: true }, metadata);
  } else if (text === undefined || !sameForEditor(text, lintedText)) {
    return false;
  }
  for (const { range, newText } of edits) {
    result.replace(uri, rangeInText(lintedText ?? '', range), newText, metadata);
  }
  return true;
}
