import * as vscode from 'vscode';
import { canBeCheckedOut } from '../../core/status/whereabouts';
import { missingAt, missingScheme } from '../databases/missing-texts';
import type { State } from '../databases/state';
import { ids } from '../ids';
import { migrationLabel } from '../labels/migration-state';

/** What stands above a migration that only git has: where it is applied, where git has it, and how it comes here. */
export function registerMissingLenses(state: Pick<State, 'store'>): vscode.Disposable {
  const { store } = state;
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    store.onDidChange(() => changed.fire()),
    vscode.languages.registerCodeLensProvider(
      { scheme: missingScheme },
      {
        onDidChangeCodeLenses: changed.event,
        provideCodeLenses: ({ uri }) => {
          const missing = missingAt(uri, state);
          const view = missing && store.view(missing.root);
          const known = view?.known?.migrations.find(({ name }) => name === missing?.name);
          if (!missing || !view || !known) return [];
          const title = `$(question) ${migrationLabel(known, view.environment)}`;
          const checkOut = vscode.l10n.t('Check Out These Files…');
          const about = { root: missing.root, migration: { name: missing.name } };
          return [
            lens(title, ids.commands.refresh),
            ...(canBeCheckedOut(missing.where) ? [lens(checkOut, ids.commands.checkOutMissing, about)] : []),
          ];
        },
      },
    ),
  );
}

function lens(title: string, command: string, ...args: readonly unknown[]): vscode.CodeLens {
  return new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command, arguments: [...args] });
}
