import * as vscode from 'vscode';
import type { KnownMigration } from './known-state';
import type { State } from './state-feature';
import { migrationWords } from './state-words';

/** Letters and colours on migration folders in the Explorer, for what is not simply applied. */
export function registerDecorations({ store, projects }: State): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const listener = store.onDidChange(() => changed.fire(undefined));
  return vscode.Disposable.from(
    changed,
    listener,
    vscode.window.registerFileDecorationProvider({
      onDidChangeFileDecorations: changed.event,
      async provideFileDecoration(uri) {
        if (uri.scheme !== 'file' || !/\/\d{4,}[^/]*$/.test(uri.path)) return undefined;
        const open = await projects.migrationAt(vscode.Uri.joinPath(uri, 'migration.sql'));
        return open?.known && decorationOf(open.known, open.view.environment);
      },
    }),
  );
}

function decorationOf(migration: KnownMigration, environment: string): vscode.FileDecoration | undefined {
  const look = looks[migration.state];
  if (!look) return undefined;
  const decoration = new vscode.FileDecoration(
    look.letter,
    migrationWords(migration, environment),
    new vscode.ThemeColor(look.color),
  );
  // The folder of migrations would say the same of all.
  decoration.propagate = false;
  return decoration;
}

const looks: Readonly<Partial<Record<KnownMigration['state'], { letter: string; color: string }>>> = {
  pending: { letter: 'P', color: 'charts.blue' },
  'rolled-back': { letter: 'P', color: 'charts.blue' },
  drifted: { letter: 'D', color: 'list.warningForeground' },
  failed: { letter: 'F', color: 'list.errorForeground' },
  empty: { letter: '!', color: 'list.errorForeground' },
};
