import * as vscode from 'vscode';
import type { State } from '../databases/state';
import { withProject } from './arguments/project';
import type { CommandContext } from './context';

/** Forgets the database URL that was entered for the chosen environment of a project. */
export function forgetDatabaseUrl({ state }: CommandContext, given: unknown): Promise<void> {
  return withProject(state, given, (root) => forgetUrl(state, root));
}

async function forgetUrl({ store, urls }: State, root: string): Promise<void> {
  const { environment } = store;
  if (!(await urls.get(root, environment))) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No database URL was entered for {0}.', environment),
    );
    return;
  }
  await urls.forget(root, environment);
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The database URL that was entered for {0} is forgotten.', environment),
  );
  await store.refresh(root);
}
