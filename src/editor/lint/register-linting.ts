import * as vscode from 'vscode';
import type { AppliedRow } from '../../workflows/edited-applied';
import { lintInWorker } from '../databases/ask-in-worker';
import type { ProjectFolders } from '../databases/known-state';
import type { State } from '../databases/state';
import { migrationSelector } from '../documents/migration-documents';
import { diagnosticsOwner } from '../ids';
import { systemClock } from '../scheduler';
import { rowOf } from './applied-row';
import { BackgroundLint } from './background/background-lint';
import { triggerBackgroundLint } from './background/trigger-background-lint';
import { Findings } from '../findings/findings';
import { LintSession, type LintSessionDependencies } from './lint-session';
import { lintSettings, type LintSettings } from './lint-settings';
import { triggerLints } from './lint-triggers';
import { QuickFixes } from './quick-fixes';

/** Milliseconds after which nobody waits for the background lint any longer. */
const timeoutMs = 120_000;

type Dependencies = Pick<LintSessionDependencies, 'loadLinter' | 'log'>;

/** Findings in the window's projects, in open documents as they are typed, with quick fixes. */
export interface Linting {
  readonly findings: Findings;
  readonly settings: LintSettings;
  dispose(): void;
}

export function registerLinting(
  { loadLinter, log }: Dependencies,
  { store, projects }: Pick<State, 'store' | 'projects'>,
): Linting {
  const diagnostics = vscode.languages.createDiagnosticCollection(diagnosticsOwner);
  const settings = lintSettings();
  const severityOf: LintSessionDependencies['severityOf'] = (rule) => settings.rules.value.get(rule);
  const findings = new Findings({ diagnostics, severityOf, isSkipped: (uri) => settings.skipped.has(uri) });
  const appliedRow = async (uri: vscode.Uri): Promise<AppliedRow | undefined> => {
    if (uri.scheme !== 'file' || store.roots().length === 0) return undefined;
    const open = await projects.migrationAt(uri);
    return open?.known && rowOf(open.known, open.view);
  };
  const session = new LintSession({ loadLinter, log, findings, clock: systemClock, appliedRow, severityOf });
  const disposables = vscode.Disposable.from(
    settings,
    settings.rules.onDidChange(() => {
      findings.showAgain();
      session.lintAgain();
    }),
    settings.skipped.onDidChange(() => findings.showAgain()),
    triggerLints(session, settings),
    lintInBackground({ findings, log, settings }, { store, projects }),
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
    findings,
    diagnostics,
  );
  return { findings, settings, dispose: (): void => void disposables.dispose() };
}

/** While the settings want it. Only in a trusted window: without git nothing tells what is new. */
function lintInBackground(
  { findings, log, settings }: Pick<Dependencies, 'log'> & { findings: Findings; settings: LintSettings },
  { store, projects }: Pick<State, 'store' | 'projects'>,
): vscode.Disposable {
  const appliedRows = ({ root, migrationsFolder }: ProjectFolders): Record<string, AppliedRow> => {
    const view = store.view(root);
    const rows = (view.known?.migrations ?? []).flatMap((known): [string, AppliedRow][] => {
      const row = known.file?.startsWith(`${migrationsFolder}/`) ? rowOf(known, view) : undefined;
      return row && known.file !== null ? [[known.file, row]] : [];
    });
    return Object.fromEntries(rows);
  };
  let running: vscode.Disposable | undefined;
  const start = (): vscode.Disposable => {
    const background = new BackgroundLint({
      ...{ findings, log, appliedRows, clock: systemClock },
      projects: () => (vscode.workspace.isTrusted ? projects.all() : Promise.resolve([])),
      lint: (folders, applied, signal) => lintInWorker(folders, applied, { timeoutMs, signal }),
    });
    return vscode.Disposable.from(triggerBackgroundLint(background, { store, projects }), background);
  };
  const update = (): void => {
    const isWanted = settings.enable.value && settings.background.value;
    if (isWanted) running ??= start();
    else {
      running?.dispose();
      running = undefined;
      findings.setProjects([], new Set());
    }
  };
  update();
  return vscode.Disposable.from(
    settings.enable.onDidChange(update),
    settings.background.onDidChange(update),
    { dispose: (): void => void running?.dispose() },
  );
}
