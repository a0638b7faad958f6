import * as vscode from 'vscode';
import { pageOf } from '../../core/linter/findings/rule-metadata';
import { isContractSchema } from '../../core/prisma-schema/contract-text';
import { booleanOr, ConfigValue } from '../config-value';
import { isAmongMigrations, watchMigrations } from '../documents/migration-documents';
import { ids, predictionOwner } from '../ids';
import { projectCodeSetting } from '../project-code-setting';
import { PredictionSession, type PredictionDependencies } from './prediction-session';
import { systemClock } from '../scheduler';

/** What the next migration would lose, shown on the schema's models after each save. */
export function registerPredictions(
  dependencies: Pick<PredictionDependencies, 'loadPredictor' | 'store' | 'log'>,
): vscode.Disposable {
  const diagnostics = vscode.languages.createDiagnosticCollection(predictionOwner);
  const session = new PredictionSession({ ...dependencies, diagnostics, pageOf, clock: systemClock });
  const setting = ids.settings.predictOnSave;
  const onSave = new ConfigValue(setting.id, booleanOr(setting.default));
  const projectCode = projectCodeSetting();
  const isOn = (): boolean => onSave.value && projectCode.value === 'automatic';
  const clearIfOff = (): void => {
    if (!isOn()) session.clear();
  };
  const changed = (uri: vscode.Uri): void => session.historyChanged(uri);
  return vscode.Disposable.from(
    onSave,
    projectCode,
    onSave.onDidChange(clearIfOff),
    projectCode.onDidChange(clearIfOff),
    vscode.workspace.onDidSaveTextDocument((document) => {
      const { uri } = document;
      if (isOn() && mayPredict(document)) session.saved(uri);
      // Sooner and surer than the watcher of files.
      if (isAmongMigrations(uri)) changed(uri);
    }),
    watchMigrations(changed),
    session,
    diagnostics,
    dependencies.store,
  );
}

/**
 * It runs the project's own Prisma: only in a trusted workspace, and where there is a disk. Prisma 8 would ask a database, and
 * nobody has said which one.
 */
function mayPredict(document: vscode.TextDocument): boolean {
  const { uri } = document;
  return (
    !isContractSchema({ text: document.getText() }) &&
    vscode.workspace.isTrusted &&
    uri.scheme === 'file' &&
    uri.path.endsWith('.prisma') &&
    vscode.workspace.getWorkspaceFolder(uri) !== undefined
  );
}
