import * as vscode from 'vscode';
import { joinPath, type FileTree, type TreeEntry } from '../../../adapters/files/file-tree';
import { readText } from '../../documents/read-text';

function kindOf(type: vscode.FileType): TreeEntry['kind'] | undefined {
  if (type & vscode.FileType.Directory) return 'folder';
  return type & vscode.FileType.File ? 'file' : undefined;
}

/** The files below a URI, in whatever file system, as a tree in which projects can be found. */
export function workspaceTree(root: vscode.Uri): FileTree & { identify(treePath: string): string } {
  const uriOf = (treePath: string): vscode.Uri =>
    treePath === '' ? root : vscode.Uri.joinPath(root, ...treePath.split('/'));
  return {
    identify: (treePath) => uriOf(treePath).toString(),
    read: (file) => readText(uriOf(joinPath(file))),
    async list(folder) {
      try {
        const entries = await vscode.workspace.fs.readDirectory(uriOf(joinPath(folder)));
        const known = entries.flatMap(([name, type]): TreeEntry[] => {
          const kind = kindOf(type);
          return kind ? [{ name, kind, link: (type & vscode.FileType.SymbolicLink) !== 0 }] : [];
        });
        return known.sort((a, b) => (a.name < b.name ? -1 : 1));
      } catch (error) {
        // A folder that is not there, or a file in its place, or nothing that may be listed.
        if (error instanceof vscode.FileSystemError) return undefined;
        throw error;
      }
    },
  };
}
