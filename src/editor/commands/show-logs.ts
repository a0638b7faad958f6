import * as vscode from 'vscode';
import { mayRun } from '../workspace-trust';
import type { CommandContext } from './context';

/**
 * Shows what the database has kept of a migration that failed.
 *
 * @param given a node of the tree, or the URI of a project's folder
 * @param name the migration's, where `given` is no node
 */
export async function showLogs({ state }: CommandContext, given: unknown, name: unknown): Promise<void> {
  if (!mayRun()) return;
  const wanted = typeof given === 'string' ? { root: given, name } : migrationOf(given);
  const known = wanted && state.store.view(wanted.root).known;
  const migration = known?.migrations.find((one) => one.name === wanted?.name);
  // What was resolved is no news.
  const content = migration?.state === 'failed' ? migration.logs : null;
  if (content === null) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The database has no log of it.'));
    return;
  }
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content }));
}

/** The project and the name of the migration that a node of the tree is about. */
function migrationOf(given: unknown): { readonly root: string; readonly name: unknown } | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { root, migration }: { root?: unknown; migration?: unknown } = given;
  if (typeof root !== 'string' || typeof migration !== 'object' || migration === null) return undefined;
  return { root, name: 'name' in migration ? migration.name : undefined };
}
