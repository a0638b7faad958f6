import * as vscode from 'vscode';

/** Calls back for each file that comes, changes or goes; `isOther` tells that it came or went. */
export function watchFiles(
  pattern: vscode.GlobPattern,
  changed: (uri: vscode.Uri, isOther: boolean) => void,
): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate((uri) => changed(uri, true)),
    watcher.onDidChange((uri) => changed(uri, false)),
    watcher.onDidDelete((uri) => changed(uri, true)),
  );
}
