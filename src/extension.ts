import * as vscode from 'vscode';
import { registerDriftIgnoreFeatures } from './editor/drift-ignore-features';
import { displayName, ids } from './editor/ids';
import { registerIndexFeatures } from './editor/index-features';
import { lazily } from './editor/lazy';
import { registerLinting } from './editor/lint-feature';
import { registerSchemaHints } from './editor/schema-hints';
import { registerDecorations } from './editor/state/decorations';
import { registerStateCommands } from './editor/state/state-commands';
import { registerState } from './editor/state/state-feature';
import { registerStateLenses } from './editor/state/state-lenses';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel(displayName, { log: true });
  const linter = lazily(async () => (await import('./editor/project-linter')).createProjectLinter());
  const state = registerState(context, log);
  context.subscriptions.push(
    log,
    state,
    registerLinting({ loadLinter: linter.load, log }, state),
    registerIndexFeatures(linter.load, state),
    registerSchemaHints(linter.load),
    registerDriftIgnoreFeatures(linter.load),
    registerStateLenses(state),
    registerDecorations(linter.loaded, state),
    registerStateCommands(state),
    vscode.commands.registerCommand(ids.commands.showLog, () => log.show()),
  );
}
