import * as vscode from 'vscode';
import type { AppliedRow } from '../../workflows/edited-applied';
import { severities } from '../../core/linter/findings/finding';
import { ConfigValue, choicesByKey } from '../config-value';
import { diagnosticsOwner, ids } from '../ids';
import { LintSession, type LintSessionDependencies } from './lint-session';
import { triggerLints } from './lint-triggers';
import { migrationSelector } from '../documents/migration-documents';
import { QuickFixes } from './quick-fixes';
import { systemClock } from '../scheduler';
import type { KnownMigration } from '../databases/known-state';
import type { State } from '../databases/state';
import type { ProjectView } from '../databases/state-store';

/** Findings in open migrations and in what configures us, as squiggles with quick fixes. */
export function registerLinting(
  dependencies: Pick<LintSessionDependencies, 'loadLinter' | 'log'>,
  { store, projects }: Pick<State, 'store' | 'projects'>,
): vscode.Disposable {
  const diagnostics = vscode.languages.createDiagnosticCollection(diagnosticsOwner);
  const appliedRow = async (uri: vscode.Uri): Promise<AppliedRow | undefined> => {
    if (uri.scheme !== 'file' || store.roots().length === 0) return undefined;
    const open = await projects.migrationAt(uri);
    return open?.known && rowOf(open.known, open.view);
  };
  const rules = new ConfigValue(ids.settings.rules.id, choicesByKey(['off', ...severities]));
  const session = new LintSession({
    ...dependencies,
    diagnostics,
    clock: systemClock,
    appliedRow,
    severityOf: (rule) => rules.value.get(rule),
  });
  return vscode.Disposable.from(
    rules,
    rules.onDidChange(() => session.lintAgain()),
    triggerLints(session),
    // What is applied may be known now.
    store.onDidChange((root) => {
      if (!store.view(root).isLoading) session.lintAgain();
    }),
    vscode.languages.registerCodeActionsProvider(
      migrationSelector,
      new QuickFixes(session),
      QuickFixes.metadata,
    ),
    session,
    diagnostics,
  );
}

function rowOf(
  { state, checksum, appliedText }: KnownMigration,
  { environment, known }: ProjectView,
): AppliedRow | undefined {
  const isApplied = state === 'applied' || state === 'marked' || state === 'drifted';
  return isApplied && checksum !== null
    ? { environment, isLocal: known?.isLocal === true, checksum, text: appliedText }
    : undefined;
}
