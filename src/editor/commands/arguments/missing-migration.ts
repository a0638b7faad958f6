import * as vscode from 'vscode';
import type { MissingMigration } from '../../databases/ask-in-worker';
import { knownAsMissing } from '../../databases/missing-texts';
import type { State } from '../../databases/state';
import { mayRun } from '../../workspace-trust';

/**
 * The migration that a command is about, which a database has applied and the project's folder lacks.
 *
 * @param given an object with the URI of a project's folder as `root`, and with a `migration` of a name; nodes of the tree
 *   are such objects
 * @returns undefined where git is not known to have it, which has been said
 */
export function missingMigration(state: Pick<State, 'store'>, given: unknown): MissingMigration | undefined {
  if (!mayRun()) return undefined;
  const found = typeof given === 'object' && given !== null ? missingIn(state, given) : undefined;
  if (!found) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Git is not known to have it. Fetch its branch, and refresh.'),
    );
  }
  return found;
}

function missingIn(
  state: Pick<State, 'store'>,
  { root, migration }: { root?: unknown; migration?: unknown },
): MissingMigration | undefined {
  if (typeof root !== 'string' || typeof migration !== 'object' || migration === null) return undefined;
  const name: unknown = 'name' in migration ? migration.name : undefined;
  return knownAsMissing(state, root, name);
}
