import * as vscode from 'vscode';
import { registerAgentTools } from './editor/agents/register-agent-tools';
import { registerMcpServer } from './editor/agents/register-mcp-server';
import { registerCommands } from './editor/commands/register-commands';
import { registerAppliedTexts } from './editor/databases/applied-text';
import { registerMissingTexts } from './editor/databases/missing-texts';
import { registerState } from './editor/databases/register-state';
import { displayName } from './editor/ids';
import { registerDriftIgnoreEntries } from './editor/indexes/drift-ignore-entries';
import { registerIndexFeatures } from './editor/indexes/language-features';
import { registerSchemaHints } from './editor/indexes/schema-hints';
import { lazily } from './editor/lazy';
import { registerLinting } from './editor/lint/register-linting';
import { logCalls } from './editor/log-calls';
import { PredictionStore } from './editor/predict/prediction-store';
import { registerPredictions } from './editor/predict/register-predictions';
import { registerQueries } from './editor/queries/register-queries';
import { registerCommandOnPath } from './editor/terminal/command-on-path';
import { registerTasks } from './editor/terminal/task-provider';
import { registerDecorations } from './editor/views/explorer-decorations';
import { registerIncidentMessages } from './editor/views/incident-messages';
import { registerMigrationLenses } from './editor/views/migration-lenses';
import { registerMissingLenses } from './editor/views/missing-lenses';
import { registerViews } from './editor/views/register-views';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel(displayName, { log: true });
  const linter = lazily(async () =>
    (await import('./editor/lint/project/project-linter')).createProjectLinter(),
  );
  const cli = context.asAbsolutePath('dist/cli.js');
  const loadPredictor = async () => (await import('./editor/predict/project-predictor')).createPredictor(cli);
  const predictions = new PredictionStore();
  const state = registerState(context, log);
  const linting = registerLinting({ loadLinter: linter.load, log }, state);
  const toolRunner = lazily(async () => (await import('./editor/agents/tool-runner')).createToolRunner());
  const views = registerViews(state, linting.findings);
  context.subscriptions.push(
    log,
    logCalls(log),
    state,
    linting,
    registerPredictions({ loadPredictor, store: predictions, log }),
    registerQueries(linter, linting, { projects: state.projects, log }),
    registerIndexFeatures(linter.load, state),
    registerSchemaHints(linter.load),
    registerDriftIgnoreEntries(linter.load),
    registerMigrationLenses(state, linting.findings),
    registerDecorations(linting.findings, state),
    registerAppliedTexts(state.projects),
    registerMissingTexts(state),
    registerMissingLenses(state),
    registerIncidentMessages(state, context),
    registerTasks(state),
    registerCommandOnPath(context, cli, log),
    registerAgentTools({ state, loadRunner: toolRunner.load }),
    registerMcpServer(cli, (context.extension.packageJSON as { readonly version: string }).version),
    views,
    registerCommands({ state, views, loadReader: linter.load, log, extension: context.extension }),
  );
}
