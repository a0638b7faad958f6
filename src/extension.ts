import * as vscode from 'vscode';
import { displayName } from './editor/ids';
import { registerIndexFeatures } from './editor/index-features';
import { lazily } from './editor/lazy';
import { registerLinting } from './editor/lint-feature';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel(displayName, { log: true });
  const loadLinter = lazily(async () => (await import('./editor/project-linter')).createProjectLinter());
  context.subscriptions.push(log, registerLinting({ loadLinter, log }), registerIndexFeatures(loadLinter));
}
