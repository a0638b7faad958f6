import * as vscode from 'vscode';
import type { State } from '../databases/state';
import { runProject } from '../terminal/run-project';
import { withProject } from './arguments/project';
import type { CommandContext } from './context';

/** Gives the row of every migration of which only comments or white space changed the checksum of its file, in a terminal. */
export function fixAllCosmetic({ state }: CommandContext, given: unknown): Promise<number | undefined> {
  return withProject(
    state,
    given,
    async (root) => {
      const { environment } = state.store;
      if (!(await agreesToFixAll(state, root, environment))) return undefined;
      return runProject(state, root, (project) => [
        ...['fix-drift', '--all-cosmetic', '--yes'],
        ...[`--env=${environment}`, `--project=${project}`],
      ]);
    },
    { older: 'drift' },
  );
}

/** Whether there are such migrations in a local database, and the person has seen which; says so where there are none. */
async function agreesToFixAll(
  { store }: Pick<State, 'store'>,
  root: string,
  environment: string,
): Promise<boolean> {
  if (!store.view(root, environment).known) {
    await store.refresh(root, { mayRunConfig: true }, environment);
  }
  const { known, failure } = store.view(root, environment);
  if (!known) {
    void vscode.window.showErrorMessage(
      failure?.message ??
        vscode.l10n.t('Open a migration that is known in {0}, or refresh first.', environment),
    );
    return false;
  }
  if (known.production || !known.isLocal) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('{0} is no local database. Checksums are repaired in local databases only.', environment),
    );
    return false;
  }
  const names = known.migrations
    .filter(({ state, verdict }) => state === 'drifted' && verdict === 'cosmetic')
    .map(({ name }) => name);
  if (names.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No migration has drifted in {0} by comments or white space alone.', environment),
    );
    return false;
  }
  const fix = vscode.l10n.t('Fix Checksums');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Give these migrations in {0} the checksums of their files as they are now?', environment),
    {
      modal: true,
      detail: [vscode.l10n.t('It is proved that only comments or white space differ.'), ...names].join('\n'),
    },
    fix,
  );
  return answer === fix;
}
