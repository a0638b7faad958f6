import * as vscode from 'vscode';
import type { FileEdits, Fix } from '../core/finding';
import { rangeIn, rangeInText } from './finding-diagnostics';
import type { LintSession, ShownFinding, ShownFindings } from './lint-session';
import { readText } from './read-text';
import { sameForEditor } from './text-positions';

/** Offers the fixes that the findings carry. Nothing is parsed again. */
export class QuickFixes implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  readonly #session: Pick<LintSession, 'shown'>;

  constructor(session: Pick<LintSession, 'shown'>) {
    this.#session = session;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
  ): Promise<vscode.CodeAction[] | undefined> {
    const shown = this.#session.shown(document);
    if (!shown) return undefined; // The document has moved on; its findings come with the next lint.
    const actions: vscode.CodeAction[] = [];
    for (const entry of shown.findings) {
      if (!entry.diagnostic.range.intersection(range)) continue;
      for (const fix of entry.finding.fixes) {
        const edit = await toWorkspaceEdit(fix, document, shown);
        if (edit) actions.push(toAction(fix, edit, entry));
      }
    }
    // Reading another file took time: what was computed for an older text must not be applied to this one.
    return shown.version === document.version ? actions : undefined;
  }
}

function toAction(fix: Fix, edit: vscode.WorkspaceEdit, { diagnostic }: ShownFinding): vscode.CodeAction {
  const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
  action.edit = edit;
  action.diagnostics = [diagnostic];
  action.isPreferred = fix.preferred;
  return action;
}

/** A fix's edits for VS Code; undefined if a file is no longer as it was when the edits were made. */
async function toWorkspaceEdit(
  fix: Fix,
  document: vscode.TextDocument,
  shown: ShownFindings,
): Promise<vscode.WorkspaceEdit | undefined> {
  const result = new vscode.WorkspaceEdit();
  for (const fileEdits of fix.edits) {
    if (fileEdits.file === document.uri.toString()) {
      for (const { range, newText } of fileEdits.edits) {
        result.replace(document.uri, rangeIn(document, range), newText);
      }
    } else if (!(await addOtherFile(result, fileEdits, shown.texts.get(fileEdits.file)))) {
      return undefined;
    }
  }
  return result.size > 0 ? result : undefined;
}

/** Adds the edits of a file that is not the linted one. A file without a text is one that the fix creates. */
async function addOtherFile(
  result: vscode.WorkspaceEdit,
  { file, edits }: FileEdits,
  lintedText: string | undefined,
): Promise<boolean> {
  const uri = vscode.Uri.parse(file);
  const text = await readText(uri);
  if (lintedText === undefined) {
    if (text !== undefined) return false; // Somebody has made it in the meantime.
    result.createFile(uri, { ignoreIfExists: true });
  } else if (text === undefined || !sameForEditor(text, lintedText)) {
    return false;
  }
  for (const { range, newText } of edits) {
    result.replace(uri, rangeInText(lintedText ?? '', range), newText);
  }
  return true;
}
