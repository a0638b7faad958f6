import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import { runInTerminal } from '../terminal/run-in-terminal';
import { mayRun } from '../workspace-trust';

/**
 * Lints every project of the window in a terminal.
 *
 * @returns the exit code, if it came to one
 */
export async function lintWorkspace(): Promise<number | undefined> {
  if (!mayRun()) return undefined;
  const [first, ...others] = (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => uri);
  if (!first) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No folder is open that could be linted.'));
    return undefined;
  }
  const [from = '', ...more] = [first, ...others].map((uri) => fileURLToPath(uri.toString()));
  return await runInTerminal({
    args: ['lint', '--', '.', ...more.map((folder) => path.relative(from, folder))],
    cwd: first,
  });
}
