import * as vscode from 'vscode';
import type { CommandContext } from './context';

/** Lets a person look for a migration by any part of its full name, and shows what is in it. */
export async function findMigration({ views }: CommandContext): Promise<void> {
  await views.update();
  const picked = await vscode.window.showQuickPick(
    views.migrations().map(({ name, state, project, file }) => ({
      ...{ label: name, description: state, file },
      ...(project !== undefined && { detail: project }),
    })),
    {
      title: vscode.l10n.t('Find Migration'),
      placeHolder: vscode.l10n.t('A part of its name, or of its time: 20260301'),
      matchOnDescription: true,
      matchOnDetail: true,
    },
  );
  if (picked) await vscode.window.showTextDocument(vscode.Uri.parse(picked.file, true), { preview: true });
}
