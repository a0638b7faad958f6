import * as vscode from 'vscode';
import type { KnownMigration } from '../../databases/known-state';
import type { OpenMigration } from '../../databases/projects';
import type { State } from '../../databases/state';
import { mayRun } from '../../workspace-trust';

/** A migration of which the chosen environment is known. */
export interface ChosenMigration extends OpenMigration {
  readonly known: KnownMigration;
  readonly uri: vscode.Uri;
}

/**
 * The migration that a command is about.
 *
 * @param given a document's URI or a node of the tree; anything else stands for the document that somebody looks at
 * @returns undefined where nothing is known of it, which has been said
 */
export async function chosenMigration(
  { store, projects }: Pick<State, 'store' | 'projects'>,
  given: unknown,
): Promise<ChosenMigration | undefined> {
  if (!mayRun()) return undefined;
  const uri = uriOf(given) ?? vscode.window.activeTextEditor?.document.uri;
  const open = uri && (await projects.migrationAt(uri));
  if (uri && open?.known) return { ...open, known: open.known, uri };
  void vscode.window.showInformationMessage(
    vscode.l10n.t('Open a migration that is known in {0}, or refresh first.', store.environment),
  );
  return undefined;
}

function uriOf(given: unknown): vscode.Uri | undefined {
  if (given instanceof vscode.Uri) return given;
  if (typeof given !== 'object' || given === null) return undefined;
  const { migration }: { migration?: unknown } = given;
  if (typeof migration !== 'object' || migration === null || !('file' in migration)) return undefined;
  return typeof migration.file === 'string' ? vscode.Uri.parse(migration.file) : undefined;
}
