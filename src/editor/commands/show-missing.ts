import * as vscode from 'vscode';
import { missingTextUri } from '../databases/missing-texts';
import { missingMigration } from './arguments/missing-migration';
import type { CommandContext } from './context';

/**
 * Shows a migration that is missing here as git has it, read-only.
 *
 * @param given see `missingMigration`
 */
export async function showMissing({ state }: CommandContext, given: unknown): Promise<void> {
  const migration = missingMigration(state, given);
  if (!migration) return;
  try {
    const document = await vscode.workspace.openTextDocument(missingTextUri(migration));
    await vscode.window.showTextDocument(document, { preview: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showWarningMessage(
      vscode.l10n.t('{0} could not be shown: {1}', migration.name, reason),
    );
  }
}
