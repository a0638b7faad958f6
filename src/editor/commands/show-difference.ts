import * as vscode from 'vscode';
import { appliedTextUri } from '../databases/applied-text';
import { chosenMigration, type ChosenMigration } from './arguments/migration';
import type { CommandContext } from './context';

/** Shows what has changed in a migration since it was applied. */
export async function showDifference({ state }: CommandContext, given: unknown): Promise<void> {
  const migration = await chosenMigration(state, given);
  if (migration) await openDifference(migration);
}

/** The text that was applied beside that of the file, where it was found. */
export async function openDifference({ known, uri, view }: ChosenMigration): Promise<void> {
  if (known.appliedText === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The text of {0} that was applied to {1} could not be found.',
        known.name,
        view.environment,
      ),
    );
    return;
  }
  const applied = appliedTextUri(known.name, uri);
  const title = vscode.l10n.t('{0}: applied to {1} ↔ now', known.name, view.environment);
  await vscode.commands.executeCommand('vscode.diff', applied, uri, title);
}
