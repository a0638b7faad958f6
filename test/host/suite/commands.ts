import * as vscode from 'vscode';
import { closeTerminals } from './tasks';

/** Runs one of our commands. */
export const run = (command: string, ...given: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`migrationGuard.${command}`, ...given);

/** The path of the window's folder. */
export const folder = (): string => vscode.workspace.workspaceFolders![0]!.uri.fsPath;

export const tidyUp = async (): Promise<void> => {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await closeTerminals();
};
