import * as vscode from 'vscode';
import { skip } from '../helpers/skip';

/** Skips a test of what cannot be seen in the window of VS Code 1.100, the oldest that the package allows. */
export function skipInOldest(context: Mocha.Context, reason: string): void {
  if (vscode.version.startsWith('1.100.')) skip(context, reason);
}
