import * as vscode from 'vscode';
import { displayName } from './editor/ids';
import { registerLinting } from './editor/lint-feature';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel(displayName, { log: true });
  const loadLinter = async () => (await import('./editor/project-linter')).createProjectLinter();
  context.subscriptions.push(log, registerLinting({ loadLinter, log }));
}
