import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { usualTimeoutMs } from '../eventually';

/** What a person sees who opens our log. */
export async function logText(): Promise<string> {
  await vscode.commands.executeCommand('migrationGuard.showLog');
  const isOurs = ({ uri }: vscode.TextDocument) =>
    uri.scheme === 'output' && uri.path.includes('Migration Guard');
  return vscode.workspace.textDocuments.find(isOurs)?.getText() ?? '';
}

/** Waits until the log has such a line. */
export async function logShows(pattern: RegExp): Promise<void> {
  const end = Date.now() + usualTimeoutMs;
  while (!pattern.test(await logText())) {
    assert.ok(Date.now() < end, `the log has nothing like ${pattern.source}:\n${await logText()}`);
    // The window reads the log's file, and says nothing when it has.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
