import * as vscode from 'vscode';
import { ids } from '../ids';
import { isLintedDocument, migrationSelector } from '../documents/migration-documents';
import type { KnownMigration } from '../databases/known-state';
import type { OpenMigration } from '../databases/projects';
import type { State } from '../databases/state';
import { migrationLabel } from '../labels/migration-state';
import { putBackLabel } from '../labels/put-back';
import { migrationIcon } from '../labels/migration-icon';

/** What stands above a migration: its state in the chosen environment, and what can be done about it. */
export function registerMigrationLenses({ store, projects }: State): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const listener = store.onDidChange(() => changed.fire());
  return vscode.Disposable.from(
    changed,
    listener,
    vscode.languages.registerCodeLensProvider(migrationSelector, {
      onDidChangeCodeLenses: changed.event,
      async provideCodeLenses(document) {
        if (!isLintedDocument(document) || !vscode.workspace.isTrusted) return [];
        const open = await projects.migrationAt(document.uri);
        return open ? lensesFor(open, document.uri) : [];
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
    return [lens(title, refresh), ...actionsFor(known, uri, project.root)];
  }
  if (view.isLoading)
    return [lens(`$(sync~spin) ${vscode.l10n.t('asking {0}…', view.environment)}`, refresh)];
  if (view.failure) {
    const title = vscode.l10n.t('{0} is not known: {1}', view.environment, view.failure.message);
    return [lens(`$(debug-disconnect) ${title}`, refresh), lens(vscode.l10n.t('Ask now'), refresh)];
  }
  // It is known, but this migration is newer than the answer.
  if (view.known)
    return [lens(`$(circle-outline) ${vscode.l10n.t('new since {0} was asked', view.environment)}`, refresh)];
  return [lens(vscode.l10n.t('Ask {0} whether it is applied', view.environment), refresh)];
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
