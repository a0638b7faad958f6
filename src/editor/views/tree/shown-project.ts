import * as vscode from 'vscode';
import type { ProjectFolders } from '../../databases/known-state';
import type { ProjectView } from '../../databases/state-store';

/** A project of the window, and what is known of it in the chosen environment. */
export interface ShownProject {
  readonly folders: ProjectFolders;
  readonly view: ProjectView;
}

/** A project by the folder that it is in, as a person knows it. */
export function nameOfProject(root: string): string {
  const uri = vscode.Uri.parse(root);
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return folder?.uri.toString() === uri.toString() ? folder.name : vscode.workspace.asRelativePath(uri);
}
