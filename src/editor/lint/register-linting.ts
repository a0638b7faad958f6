import * as vscode from 'vscode';
import type { AppliedRow } from '../../workflows/edited-applied';
import { severities } from '../../core/linter/findings/finding';
import { ConfigValue, choicesByKey } from '../config-value';
import { rowOf } from './applied-row';
import { diagnosticsOwner, ids } from '../ids';
import { LintSession, type LintSessionDependencies } from './lint-session';
import { triggerLints } from './lint-triggers';
import { migrationSelector } from '../documents/migration-documents';
import { QuickFixes } from './quick-fixes';
import { systemClock } from '../scheduler';
import type { State } from '../databases/state';

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
    // A task with our problem matcher takes away what it does not find itself, also from open documents.
    vscode.tasks.onDidEndTask(() => session.lintAgain()),
    vscode.languages.registerCodeActionsProvider(
      migrationSelector,
      new QuickFixes(session),
      QuickFixes.metadata,
    ),
    session,
    diagnostics,
  );
}
