import * as vscode from 'vscode';
import { click, read, rightClick } from '../hands';

/** Chooses a line of the menu of an item in one of our views. */
export async function choose(
  view: 'migrations' | 'protectedIndexes',
  item: string,
  line: string,
): Promise<void> {
  await vscode.commands.executeCommand(`migrationGuard.${view}.focus`);
  await rightClick(`.part.sidebar .monaco-list-row:has-text("${item}")`);
  // A menu takes no click in the first moment, lest the one that opened it chooses something.
  await read('.context-view .monaco-menu');
  await new Promise((resolve) => setTimeout(resolve, 500));
  await click(`.context-view .monaco-menu .action-label:has-text("${line}")`);
}

/** Waits until it holds; whether it does in the end is for the caller to say. */
export async function patiently(holds: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!holds() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 100));
}
