import * as vscode from 'vscode';
import { ids, walkthrough } from './ids';

/** Opens the walkthrough again: by itself VS Code shows it only once, when the extension has been installed. */
export function registerWalkthrough({ id }: Pick<vscode.Extension<unknown>, 'id'>): vscode.Disposable {
  return vscode.commands.registerCommand(ids.commands.openWalkthrough, () =>
    vscode.commands.executeCommand('workbench.action.openWalkthrough', `${id}#${walkthrough}`),
  );
}
