import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { usualTimeoutMs } from '../eventually';

/** The one file of the workspace that matches the pattern. */
export async function theFile(pattern: string): Promise<vscode.Uri> {
  const files = await vscode.workspace.findFiles(pattern);
  assert.equal(files.length, 1, `${files.length} files match ${pattern}`);
  return files[0]!;
}

/**
 * Opens a file in the editor, as a person would: a document that an extension opens by itself stays open for minutes
 * after its editor has been closed.
 */
export async function open(uri: vscode.Uri): Promise<vscode.TextEditor> {
  await vscode.commands.executeCommand('vscode.open', uri);
  const editor = vscode.window.activeTextEditor;
  assert.equal(editor?.document.uri.toString(), uri.toString(), 'the editor did not open');
  return editor;
}

/** Closes the active editor without saving. */
export async function closeEditor(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}

/** Our diagnostics of a document, as soon as there are so many of them. */
export function diagnostics(
  uri: vscode.Uri,
  count: number,
  timeoutMs = usualTimeoutMs,
): Promise<vscode.Diagnostic[]> {
  const now = () => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Migration Guard');
  return new Promise((resolve, reject) => {
    const settle = () => {
      if (now().length !== count) return;
      clearTimeout(timer);
      subscription.dispose();
      resolve(now());
    };
    const subscription = vscode.languages.onDidChangeDiagnostics(settle);
    const timer = setTimeout(() => {
      subscription.dispose();
      const seen = now().map(({ message }) => `\n  ${message}`);
      reject(new Error(`Expected ${count} diagnostics, saw ${seen.length}:${seen.join('')}`));
    }, timeoutMs);
    settle();
  });
}

/**
 * The quick fixes offered at a range. VS Code gives up such a request, and answers with none, when any extension registers
 * a provider of code actions meanwhile, as they do while a window starts; for a person it then asks again, and so do we.
 */
export async function quickFixes(uri: vscode.Uri, range: vscode.Range): Promise<vscode.CodeAction[]> {
  for (let asked = 1; ; asked++) {
    const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
    );
    if (fixes.length > 0 || asked === 5) return fixes;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** What stands above a document, from left to right. */
export async function lenses(uri: vscode.Uri): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    50,
  );
  return found.map(({ command }) => command!.title.replace(/\$\([^)]*\) /, ''));
}
