import * as vscode from 'vscode';
import { chooseFromMenu } from '../window-input';

/** Chooses a line of the menu of an item in one of our views. */
export async function choose(
  view: 'migrations' | 'protectedIndexes',
  item: string,
  line: string,
): Promise<void> {
  await vscode.commands.executeCommand(`migrationGuard.${view}.focus`);
  await chooseFromMenu(`.part.sidebar .monaco-list-row:has-text("${item}")`, line);
}
