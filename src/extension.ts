import * as vscode from 'vscode';
import { registerDriftIgnoreFeatures } from './editor/drift-ignore-features';
import { displayName, ids } from './editor/ids';
import { registerIndexFeatures } from './editor/index-features';
import { lazily } from './editor/lazy';
import { registerLinting } from './editor/lint-feature';
import { logCalls } from './editor/log-calls';
import { registerPredictions } from './editor/predict-feature';
import { PredictionStore } from './editor/prediction-store';
import { registerSchemaHints } from './editor/schema-hints';
import { registerDecorations } from './editor/state/decorations';
import { registerStateCommands } from './editor/state/state-commands';
import { registerState } from './editor/state/state-feature';
import { registerUrlCommands } from './editor/state/url-commands';
import { registerStateLenses } from './editor/state/state-lenses';
import { registerIndexCommands } from './editor/views/index-commands';
import { registerTerminalCommands } from './editor/views/terminal-commands';
import { registerViews } from './editor/views/views-feature';
import { registerWalkthrough } from './editor/walkthrough';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel(displayName, { log: true });
  const linter = lazily(async () => (await import('./editor/project-linter')).createProjectLinter());
  const cli = context.asAbsolutePath('dist/cli.js');
  const loadPredictor = async () => (await import('./editor/project-predictor')).createPredictor(cli);
  const predictions = new PredictionStore();
  const state = registerState(context, log);
  context.subscriptions.push(
    log,
    logCalls(log),
    state,
    registerLinting({ loadLinter: linter.load, log }, state),
    registerPredictions({ loadPredictor, store: predictions, log }),
    registerIndexFeatures(linter.load, state),
    registerSchemaHints(linter.load),
    registerDriftIgnoreFeatures(linter.load),
    registerStateLenses(state),
    registerDecorations(linter.loaded, state),
    registerStateCommands(state),
    registerTerminalCommands(state),
    registerUrlCommands(state),
    registerViews(state),
    registerIndexCommands(linter.load, state),
    registerWalkthrough(context.extension),
    vscode.commands.registerCommand(ids.commands.showLog, () => log.show()),
  );
}
