import * as vscode from 'vscode';
import { ids } from '../ids';
import { isLintedDocument, migrationSelector } from '../documents/migration-documents';
import type { Failure, KnownMigration } from '../databases/known-state';
import type { Findings } from '../findings/findings';
import type { OpenMigration } from '../databases/projects';
import type { State } from '../databases/state';
import { failureLabel } from '../labels/failure';
import { migrationLabel } from '../labels/migration-state';
import { putBackLabel } from '../labels/put-back';
import { migrationIcon } from '../labels/migration-icon';

/** What stands above a migration: its state in the chosen environment, and what can be done about it. */
export function registerMigrationLenses(
  { store, projects }: State,
  findings: Pick<Findings, 'project' | 'onDidChange'>,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const tell = (): void => changed.fire();
  return vscode.Disposable.from(
    changed,
    store.onDidChange(tell),
    findings.onDidChange(tell),
    vscode.languages.registerCodeLensProvider(migrationSelector, {
      onDidChangeCodeLenses: changed.event,
      async provideCodeLenses(document) {
        if (!isLintedDocument(document) || !vscode.workspace.isTrusted) return [];
        const open = await projects.migrationAt(document.uri);
        if (!open) return [];
        // Also while it is being asked again: that is often, and mostly ends the same.
        if (open.known || !open.view.failure) return lensesFor(open, document.uri);
        const file = document.uri.toString();
        const { migrationsFolder, root } = open.project;
        const migration = findings.project(migrationsFolder)?.migrations.find((one) => one.file === file);
        return lensesOfFile(open.view.failure, migration?.isSettled, root);
      },
    }),
  );
}

const top = new vscode.Range(0, 0, 0, 0);

function lens(title: string, command: string, ...args: readonly unknown[]): vscode.CodeLens {
  return new vscode.CodeLens(top, { title, command, arguments: [...args] });
}

function lensesFor({ view, known, project }: OpenMigration, uri: vscode.Uri): vscode.CodeLens[] {
  const { commands } = ids;
  const refresh = commands.refresh;
  if (known) {
    const title = `$(${migrationIcon(known)}) ${migrationLabel(known, view.environment)}`;
    // What Prisma 8 has applied, its own commands change.
    const actions = project.isPrisma8 ? [] : actionsFor(known, uri, project.root);
    return [lens(title, refresh), ...actions];
  }
  if (view.isLoading)
    return [lens(`$(sync~spin) ${vscode.l10n.t('asking {0}…', view.environment)}`, refresh)];
  // It is known, but this migration is newer than the answer.
  if (view.known)
    return [lens(`$(circle-outline) ${vscode.l10n.t('new since {0} was asked', view.environment)}`, refresh)];
  return [lens(vscode.l10n.t('Ask {0} whether it is applied', view.environment), refresh)];
}

/** What the files alone tell of a migration; why its database tells nothing more stands in the tooltip. */
function lensesOfFile(failure: Failure, isSettled: boolean | undefined, root: string): vscode.CodeLens[] {
  const { commands } = ids;
  const hasNoUrl = failure.kind === 'no-url';
  const database = hasNoUrl ? vscode.l10n.t('no database') : failureLabel(failure);
  const state = isSettled === undefined ? [] : isSettled ? vscode.l10n.t('merged') : vscode.l10n.t('draft');
  const title = `$(circle-outline) ${[state, database].flat().join(' · ')}`;
  const command = hasNoUrl ? commands.setDatabaseUrl : commands.refresh;
  const shown = new vscode.CodeLens(top, { title, tooltip: failure.message, command, arguments: [root] });
  return hasNoUrl ? [shown] : [shown, lens(vscode.l10n.t('Ask now'), commands.refresh)];
}

function actionsFor(migration: KnownMigration, uri: vscode.Uri, root: string): vscode.CodeLens[] {
  const { commands } = ids;
  const { state, name, appliedText, lostIndexes } = migration;
  if (lostIndexes.length > 0) {
    return [lens(putBackLabel(lostIndexes.length), commands.putBack, { root, migration: { name } })];
  }
  switch (state) {
    case 'pending':
    case 'rolled-back':
      return [lens(vscode.l10n.t('Migrate'), commands.migrate, root)];
    case 'drifted':
      return [
        ...(appliedText === undefined
          ? []
          : [lens(vscode.l10n.t('Show Difference'), commands.showDifference, uri)]),
        lens(vscode.l10n.t('Fix Drift…'), commands.fixDrift, uri),
      ];
    case 'failed':
      return [lens(vscode.l10n.t('Show What Failed'), commands.showLogs, root, name)];
    default:
      return [];
  }
}
