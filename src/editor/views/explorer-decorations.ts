import * as vscode from 'vscode';
import { isMigration } from '../documents/migration-documents';
import { dangersOf, filesOf } from './tree/migration-row';
import type { Findings } from '../findings/findings';
import type { KnownMigration } from '../databases/known-state';
import type { State } from '../databases/state';
import { migrationLabel } from '../labels/migration-state';

/** Letters and colours on migration folders in the Explorer: what is dangerous, and what is not simply applied. */
export function registerDecorations(
  findings: Pick<Findings, 'of' | 'onDidChange'>,
  { store, projects }: State,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const tell = (): void => changed.fire(undefined);
  // What is merged cannot be changed any more: of that Problems and views tell.
  const dangersIn = (file: vscode.Uri): number =>
    dangersOf(filesOf(file.toString()).flatMap((one) => findings.of(one))).filter(
      ({ found }) => found?.state !== 'settled',
    ).length;

  return vscode.Disposable.from(
    changed,
    store.onDidChange(tell),
    findings.onDidChange(tell),
    vscode.window.registerFileDecorationProvider({
      onDidChangeFileDecorations: changed.event,
      async provideFileDecoration(uri) {
        // Which Prisma it is of, a folder does not say.
        const files = ['migration.sql', 'ops.json'].map((name) => vscode.Uri.joinPath(uri, name));
        for (const file of files.filter(isMigration)) {
          const dangers = dangersIn(file);
          if (dangers > 0) return dangerous(dangers);
          const open = vscode.workspace.isTrusted ? await projects.migrationAt(file) : undefined;
          if (open?.known) return decorationOf(open.known, open.view.environment);
        }
        return undefined;
      },
    }),
  );
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
