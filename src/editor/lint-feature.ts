import * as vscode from 'vscode';
import { diagnosticsOwner } from './ids';
import { LintSession, type LintSessionParts } from './lint-session';
import { triggerLints } from './lint-triggers';
import { migrationSelector } from './migration-documents';
import { QuickFixes } from './quick-fixes';
import { systemClock } from './scheduler';

/** Findings in open migrations and in what configures us, as squiggles with quick fixes. */
export function registerLinting(parts: Pick<LintSessionParts, 'loadLinter' | 'log'>): vscode.Disposable {
  const diagnostics = vscode.languages.createDiagnosticCollection(diagnosticsOwner);
  const session = new LintSession({ ...parts, diagnostics, clock: systemClock });
  return vscode.Disposable.from(
    triggerLints(session),
    vscode.languages.registerCodeActionsProvider(
      migrationSelector,
      new QuickFixes(session),
      QuickFixes.metadata,
    ),
    session,
    diagnostics,
  );
}
