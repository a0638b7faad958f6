import * as vscode from 'vscode';
import { walkthrough } from '../ids';
import type { CommandContext } from './context';

/** Opens the walkthrough again: by itself VS Code shows it only once, when the extension has been installed. */
export function openWalkthrough({ extension }: CommandContext): Thenable<unknown> {
  return vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extension.id}#${walkthrough}`);
}
