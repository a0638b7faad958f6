import * as vscode from 'vscode';

/** Both views as text: a line for each leaf, with what it stands under. */
export async function viewLines(): Promise<string[]> {
  const text = await vscode.commands.executeCommand<string>('migrationGuard.copyAsText');
  return text === '' ? [] : text.split('\n');
}

/** Asks the databases again, as a person does. */
export async function refresh(): Promise<void> {
  await vscode.commands.executeCommand('migrationGuard.refresh');
}
