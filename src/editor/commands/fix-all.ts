import * as vscode from 'vscode';
import { fixAllKind } from '../lint/quick-fixes';

/** Applies every fix of the open migration that nobody needs to be asked about. */
export function fixAll(): Thenable<unknown> {
  return vscode.commands.executeCommand('editor.action.codeAction', {
    kind: fixAllKind.value,
    apply: 'first',
  });
}
