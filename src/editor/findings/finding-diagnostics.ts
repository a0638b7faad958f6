import * as vscode from 'vscode';
import type { Severity } from '../../core/linter/findings/finding';
import { displayName } from '../ids';
import { pageUri } from '../rule-pages';
import type { KnownFinding, Span } from './known-finding';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** How a finding is shown. */
export function diagnosticOf({ span, message, severity, found, related }: KnownFinding): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOf(span), message, severities[severity]);
  diagnostic.source = displayName;
  if (found) diagnostic.code = { value: found.rule, target: pageUri(found.page) };
  diagnostic.relatedInformation = related.map(
    (location) =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(vscode.Uri.parse(location.file), rangeOf(location.span)),
        location.message,
      ),
  );
  return diagnostic;
}

export function rangeOf({ start, end }: Span): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

export function spanOf({ start, end }: vscode.Range): Span {
  const plain = ({ line, character }: vscode.Position): Span['start'] => ({ line, character });
  return { start: plain(start), end: plain(end) };
}
