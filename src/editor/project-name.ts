import path from 'node:path';
import * as vscode from 'vscode';

/**
 * A project by the folder that it is in, as a person knows it: never an absolute path, which VS Code gives for a folder of a
 * window with several, and for what is outside of them.
 *
 * @param root the URI of the project's folder
 */
export function nameOfProject(root: string): string {
  const uri = vscode.Uri.parse(root);
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder) return path.posix.basename(uri.path) || root;
  return folder.uri.toString() === uri.toString() ? folder.name : vscode.workspace.asRelativePath(uri);
}
