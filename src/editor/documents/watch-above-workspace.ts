import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';

/**
 * Calls back for files of that name which come, change or go between the window's folders and the tops of their repositories,
 * where VS Code's own patterns do not look.
 */
export function watchAboveWorkspace(name: string, changed: () => void): vscode.Disposable {
  let watchers: vscode.Disposable | undefined;
  const watch = (): void => {
    watchers?.dispose();
    const roots = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const above = new Set(roots.flatMap(({ uri }) => foldersAbove(fileURLToPath(uri.toString()))));
    watchers = vscode.Disposable.from(
      ...[...above].flatMap((folder) => {
        const watcher = vscode.workspace.createFileSystemWatcher(
          new vscode.RelativePattern(vscode.Uri.file(folder), name),
        );
        return [
          watcher,
          watcher.onDidCreate(changed),
          watcher.onDidChange(changed),
          watcher.onDidDelete(changed),
        ];
      }),
    );
  };
  watch();
  return vscode.Disposable.from(vscode.workspace.onDidChangeWorkspaceFolders(watch), {
    dispose: () => void watchers?.dispose(),
  });
}

/** From the folder that holds this one up to the repository's top; none without a repository, or where this is its top. */
function foldersAbove(folder: string): string[] {
  const above: string[] = [];
  for (let here = folder; !fs.existsSync(path.join(here, '.git')); here = path.dirname(here)) {
    if (here === path.dirname(here)) return [];
    above.push(path.dirname(here));
  }
  return above;
}
