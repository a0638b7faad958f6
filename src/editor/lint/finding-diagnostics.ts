import * as vscode from 'vscode';
import type { FileProblem } from '../../core/json/problem';
import type { Finding, RelatedLocation, Severity } from '../../core/linter/findings/finding';
import { displayName } from '../ids';
import { rangeIn, rangeInText } from '../documents/ranges';
import { pageUri } from '../rule-pages';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** What a diagnostic is made from besides its finding. */
export interface DiagnosticContext {
  /** The document that the finding is about, at the version that was linted. */
  readonly document: vscode.TextDocument;
  /** The texts of other files, by URI, as the linter read them. */
  readonly texts: ReadonlyMap<string, string>;
  /** The address of the page about a rule. */
  pageOf(rule: string): string;
}

/** How a finding is shown. */
export function toDiagnostic(finding: Finding, context: DiagnosticContext): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    rangeIn(context.document, finding.range),
    messageOf(finding),
    severities[finding.severity],
  );
  diagnostic.source = displayName;
  diagnostic.code = { value: finding.rule, target: pageUri(context.pageOf(finding.rule)) };
  diagnostic.relatedInformation = finding.related.map((location) => toRelated(location, context));
  return diagnostic;
}

/** How a mistake in a file that configures us is shown. */
export function problemDiagnostic(
  { range, message }: FileProblem,
  document: vscode.TextDocument,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeIn(document, range), message, severities.error);
  diagnostic.source = displayName;
  return diagnostic;
}

/** How it is shown that findings may be missing: at the top, as it is about no line in particular. */
export function incompleteDiagnostic(message: string): vscode.Diagnostic {
  const top = new vscode.Range(0, 0, 0, 0);
  const diagnostic = new vscode.Diagnostic(top, message, severities.warning);
  diagnostic.source = displayName;
  return diagnostic;
}

function messageOf({ message, why, restore }: Finding): string {
  // A quick fix makes the statement; here it would push the quick fixes out of the hover.
  const way = restore === undefined ? '' : 'To get it back, make it in a new migration.';
  return `${message} ${why} ${way}`.replace(/\s+/g, ' ').trim();
}

function toRelated(
  location: RelatedLocation,
  context: DiagnosticContext,
): vscode.DiagnosticRelatedInformation {
  const uri = vscode.Uri.parse(location.file);
  const here = uri.toString() === context.document.uri.toString();
  const range = here
    ? rangeIn(context.document, location.range)
    : rangeInText(context.texts.get(location.file) ?? '', location.range);
  return new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, range), location.message);
}
