import * as vscode from 'vscode';
import { displayName } from './editor/ids';
import { registerLinting } from './editor/lint-feature';
import { registerPredictions } from './editor/predict-feature';
import { PredictionStore } from './editor/prediction-store';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel(displayName, { log: true });
  const loadLinter = async () => (await import('./editor/project-linter')).createProjectLinter();
  const cli = context.asAbsolutePath('dist/cli.js');
  const loadPredictor = async () => (await import('./editor/project-predictor')).createPredictor(cli);
  const predictions = new PredictionStore();
  context.subscriptions.push(
    log,
    registerLinting({ loadLinter, log }),
    registerPredictions({ loadPredictor, store: predictions, log }),
  );
}
