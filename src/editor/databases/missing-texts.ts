import * as vscode from 'vscode';
import type { MissingMigration } from './ask-in-worker';
import type { State } from './state';

/** The scheme under which migrations are shown that only git has. */
export const missingScheme = 'migration-guard-missing';

/** Lets VS Code open migrations that are missing here as documents, as git has them. */
export function registerMissingTexts(state: Pick<State, 'store' | 'textElsewhere'>): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(missingScheme, {
    provideTextDocumentContent: async (uri) => {
      const migration = vscode.workspace.isTrusted ? missingAt(uri, state) : undefined;
      const text = migration && (await state.textElsewhere(migration));
      if (text === undefined) throw new Error(vscode.l10n.t('Git no longer has it. Refresh.'));
      return text;
    },
  });
}

/** The URI of a migration that is missing here. */
export function missingTextUri({ root, name }: MissingMigration): vscode.Uri {
  return vscode.Uri.from({ scheme: missingScheme, path: `/${name}/migration.sql`, query: root });
}

/** The migration of such a URI, if it is still known to be missing. */
export function missingAt(
  { path, query: root }: vscode.Uri,
  state: Pick<State, 'store'>,
): MissingMigration | undefined {
  return knownAsMissing(state, root, path.split('/').at(-2));
}

/** A migration that the chosen environment's database has applied, of which git is known to have the text. */
export function knownAsMissing(
  { store }: Pick<State, 'store'>,
  root: string,
  name: unknown,
): MissingMigration | undefined {
  const known = store.view(root).known?.migrations.find((one) => one.name === name && one.file === null);
  return known?.where ? { root, name: known.name, where: known.where } : undefined;
}
