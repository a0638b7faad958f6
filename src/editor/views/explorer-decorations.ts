import * as vscode from 'vscode';
import type { MigrationReader } from '../lint/migration-reader';
import type { KnownMigration } from '../databases/known-state';
import type { State } from '../databases/state';
import { migrationLabel } from '../labels/migration-state';

/**
 * Letters and colours on migration folders in the Explorer: what is dangerous, and what is not simply applied. Danger is
 * known as soon as a migration of the project has been opened.
 */
export function registerDecorations(
  loaded: () => MigrationReader | undefined,
  { store, projects }: State,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const tell = (): void => changed.fire(undefined);
  const dangersOf = async (file: vscode.Uri): Promise<number> =>
    (await loaded()?.dangersIn(file.toString())) ?? 0;

  return vscode.Disposable.from(
    changed,
    store.onDidChange(tell),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (uris.some(({ path }) => path.endsWith('/migration.sql'))) tell();
    }),
    vscode.window.registerFileDecorationProvider({
      onDidChangeFileDecorations: changed.event,
      async provideFileDecoration(uri) {
        if (!isMigrationFolder(uri)) return undefined;
        const file = vscode.Uri.joinPath(uri, 'migration.sql');
        const dangers = await dangersOf(file);
        if (dangers > 0) return dangerous(dangers);
        const open = vscode.workspace.isTrusted ? await projects.migrationAt(file) : undefined;
        return open?.known && decorationOf(open.known, open.view.environment);
      },
    }),
  );
}

function isMigrationFolder({ path }: vscode.Uri): boolean {
  return /\/migrations\/[^/]+$/.test(path);
}

function dangerous(count: number): vscode.FileDecoration {
  const tooltip =
    count === 1
      ? vscode.l10n.t('1 statement that Migration Guard warns about')
      : vscode.l10n.t('{0} statements that Migration Guard warns about', count);
  return decoration('!', tooltip, 'list.errorForeground');
}

function decorationOf(migration: KnownMigration, environment: string): vscode.FileDecoration | undefined {
  const look = looks[migration.state];
  return look && decoration(look.letter, migrationLabel(migration, environment), look.color);
}

function decoration(letter: string, tooltip: string, color: string): vscode.FileDecoration {
  const made = new vscode.FileDecoration(letter, tooltip, new vscode.ThemeColor(color));
  // The folder of migrations would say the same of all.
  made.propagate = false;
  return made;
}

const looks: Readonly<Partial<Record<KnownMigration['state'], { letter: string; color: string }>>> = {
  pending: { letter: 'P', color: 'charts.blue' },
  'rolled-back': { letter: 'P', color: 'charts.blue' },
  drifted: { letter: 'D', color: 'list.warningForeground' },
  failed: { letter: 'F', color: 'list.errorForeground' },
  empty: { letter: 'E', color: 'list.errorForeground' },
};
