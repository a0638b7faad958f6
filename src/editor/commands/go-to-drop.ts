import * as vscode from 'vscode';
import { rangeIn } from '../documents/ranges';
import { lostIndexes } from './arguments/lost-indexes';
import type { CommandContext } from './context';

/**
 * Shows the statement that took an index away.
 *
 * @param given see `lostIndexes`
 */
export async function goToDrop({ state }: CommandContext, given: unknown): Promise<void> {
  const drop = lostIndexes(state, given)?.indexes[0]?.droppedBy;
  if (!drop) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'No migration is known to have dropped it in {0}. Refresh first.',
        state.store.environment,
      ),
    );
    return;
  }
  const { file, start, end } = drop;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(file, true));
  const selection = start === null || end === null ? undefined : rangeIn(document, { start, end });
  await vscode.window.showTextDocument(document, selection && { selection });
}
