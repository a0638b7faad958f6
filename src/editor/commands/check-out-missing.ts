import * as vscode from 'vscode';
import { canBeCheckedOut } from '../../core/status/whereabouts';
import type { MissingMigration } from '../databases/ask-in-worker';
import { whereLabel } from '../labels/whereabouts';
import { missingMigration } from './arguments/missing-migration';
import type { CommandContext } from './context';

/**
 * Brings the folder of a migration that is missing here into the work tree, once somebody has agreed to it.
 *
 * @param given see `missingMigration`
 * @returns whether it came
 */
export async function checkOutMissing({ state }: CommandContext, given: unknown): Promise<boolean> {
  const migration = missingMigration(state, given);
  if (!migration || !(await agreesToCheckOut(migration))) return false;
  try {
    await state.checkOut(migration);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(
      vscode.l10n.t('{0} was not checked out: {1}', migration.name, reason),
    );
    return false;
  }
  state.projects.forget();
  await state.store.refresh(migration.root);
  const file = state.store
    .view(migration.root)
    .known?.migrations.find(({ name }) => name === migration.name)?.file;
  if (typeof file === 'string') await vscode.window.showTextDocument(vscode.Uri.parse(file, true));
  return true;
}

async function agreesToCheckOut({ name, where }: MissingMigration): Promise<boolean> {
  if (!canBeCheckedOut(where)) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} is not to be checked out: {1}.', name, whereLabel(where)),
    );
    return false;
  }
  const checkOut = vscode.l10n.t('Check Out');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Check out the files of {0}? It is {1}.', name, whereLabel(where)),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Only the folder {0} comes into the work tree, and is staged. The branch and all other files stay as they are.',
        where.path.replace(/\/[^/]*$/, ''),
      ),
    },
    checkOut,
  );
  return answer === checkOut;
}
