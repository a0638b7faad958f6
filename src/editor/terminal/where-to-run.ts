import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';

/** The folder in which commands about a project run, and the project's path as seen from there; `.` where it is that. */
export interface WhereToRun {
  readonly cwd: vscode.Uri;
  readonly projectPath: string;
}

/** Paths of the output are to be seen from the workspace's folder: terminals look for them there. */
export function whereToRun(root: vscode.Uri): WhereToRun {
  const folder = vscode.workspace.getWorkspaceFolder(root);
  if (!folder) return { cwd: root, projectPath: '.' };
  const [from, to] = [folder.uri, root].map((uri) => fileURLToPath(uri.toString()));
  return { cwd: folder.uri, projectPath: path.relative(from ?? '', to ?? '') || '.' };
}
