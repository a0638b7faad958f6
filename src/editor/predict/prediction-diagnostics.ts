import * as vscode from 'vscode';
import { displayName } from '../ids';
import { pageUri } from '../rule-pages';
import type { ModelPrediction, SchemaPrediction } from './schema-predictor';

/** How a prediction is shown: on the names of the models that it is about, by document. */
export function predictionDiagnostics(
  { findings }: SchemaPrediction,
  pageOf: (rule: string) => string,
): [vscode.Uri, vscode.Diagnostic[]][] {
  const byFile = new Map<string, vscode.Diagnostic[]>();
  for (const finding of findings) {
    if (!finding.model) continue;
    const { file, start, end } = finding.model;
    const range = new vscode.Range(start.line, start.character, end.line, end.character);
    const diagnostic = new vscode.Diagnostic(range, messageOf(finding), severityOf(finding));
    diagnostic.source = displayName;
    diagnostic.code = { value: finding.rule, target: pageUri(pageOf(finding.rule)) };
    byFile.set(file, [...(byFile.get(file) ?? []), diagnostic]);
  }
  return [...byFile].map(([file, diagnostics]) => [vscode.Uri.file(file), diagnostics]);
}

/** Never an error: nothing has happened yet. */
function severityOf({ severity }: ModelPrediction): vscode.DiagnosticSeverity {
  return severity === 'error' || severity === 'warning'
    ? vscode.DiagnosticSeverity.Warning
    : vscode.DiagnosticSeverity.Information;
}

function messageOf({ message, why, keptBySafeMigrate }: ModelPrediction): string {
  const instead = keptBySafeMigrate ? 'migration-guard safe-migrate would leave that out.' : '';
  return [message, why, instead].filter((sentence) => sentence !== '').join(' ');
}
