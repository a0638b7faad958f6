import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import { displayName } from '../ids';
import { mayRun } from '../workspace-trust';
import type { CommandContext } from './context';

/** @param root the URI of the folder of a project that the window has */
export function openTerminal({ state }: CommandContext, root: unknown): void {
  const known = state.store.roots().find((one) => one === root);
  if (known === undefined || !mayRun()) return;
  vscode.window.createTerminal({ name: displayName, cwd: fileURLToPath(known) }).show();
}
