import path from 'node:path';
import * as vscode from 'vscode';
import { watchProjectFiles } from '../../documents/migration-documents';
import { watchFiles } from '../../documents/watch-files';
import type { Projects } from '../../databases/projects';
import type { StateStore } from '../../databases/state-store';
import type { BackgroundLint } from './background-lint';
import type { LintedProject } from '../../findings/linted-project';

/** Milliseconds of quiet: files change by the dozen when a branch is checked out. */
const debounceMs = 300;

/** Milliseconds of quiet after folders have come: they come by the dozen, too, and seldom with a project in them. */
const foldersDebounceMs = 1_000;

/** Tells the background lint when there is something to do: the window opens, files change, git commits, trust comes. */
export function triggerBackgroundLint(
  background: BackgroundLint,
  { store, projects }: { store: Pick<StateStore, 'onDidChange' | 'view'>; projects: Projects },
): vscode.Disposable {
  const changed = (uri: vscode.Uri): void => {
    if (isGitLog(uri)) background.lintAll(debounceMs);
    else background.lintAround(uri, debounceMs);
  };
  const everything = (): void => background.lintAll(debounceMs);
  const further = new FurtherWatchers(changed);
  const foldersMoved = (): void => {
    projects.forget();
    everything();
  };
  everything();
  return vscode.Disposable.from(
    further,
    background.onDidLint((linted) => further.watch(linted)),
    store.onDidChange((root) => {
      if (!store.view(root).isLoading) background.lintWhatIsNew(debounceMs);
    }),
    vscode.workspace.onDidRenameFiles(foldersMoved),
    onFolders({
      came: () => {
        projects.forget();
        background.lintWhatIsNew(foldersDebounceMs);
      },
      gone: (uri) => {
        const hadProject = background.folders.some((folder) => `${folder}/`.startsWith(`${uri.toString()}/`));
        if (hadProject) foldersMoved();
      },
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(everything),
    vscode.workspace.onDidChangeWorkspaceFolders(everything),
    watchProjectFiles(({ uri }) => changed(uri)),
  );
}

/** Of a folder that comes or goes with all that is in it, such as a copy or a clone, often nothing is heard but that. */
function onFolders({ came, gone }: { came: () => void; gone: (uri: vscode.Uri) => void }): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher('**', false, true, false);
  const listener = watcher.onDidCreate(async (uri) => {
    // Few folders have a dot in their names, and nearly all files: none of those has to be looked at.
    if (/\/node_modules\/|\/\.|\.[^/]*$/.test(vscode.workspace.asRelativePath(uri, true))) return;
    const stat = await vscode.workspace.fs.stat(uri).then(
      (found) => found,
      () => undefined,
    );
    if (stat?.type === vscode.FileType.Directory) came();
  });
  return vscode.Disposable.from(watcher, listener, watcher.onDidDelete(gone));
}

function isGitLog({ path: file }: vscode.Uri): boolean {
  return /\/logs\/HEAD$/.test(file);
}

/**
 * Watches what the patterns for all projects miss: git's files and shared settings outside of the window, and files and
 * folders of other names.
 */
class FurtherWatchers implements vscode.Disposable {
  readonly #changed: (uri: vscode.Uri) => void;
  readonly #watchers = new Map<string, vscode.Disposable>();

  constructor(changed: (uri: vscode.Uri) => void) {
    this.#changed = changed;
  }

  watch(linted: readonly LintedProject[]): void {
    for (const { gitLogs, migrationsFolder, configuredBy } of linted) {
      for (const file of configuredBy.map((uri) => vscode.Uri.parse(uri))) {
        const isWatched =
          vscode.workspace.getWorkspaceFolder(file) && /\/migration-guard\.json$/.test(file.path);
        if (isWatched) continue;
        this.#add(
          new vscode.RelativePattern(vscode.Uri.joinPath(file, '..'), path.posix.basename(file.path)),
        );
      }
      for (const file of gitLogs.map((log) => vscode.Uri.file(log))) {
        if (vscode.workspace.getWorkspaceFolder(file)) continue;
        this.#add(
          new vscode.RelativePattern(vscode.Uri.joinPath(file, '..'), path.posix.basename(file.path)),
        );
      }
      const folder = vscode.Uri.parse(migrationsFolder);
      if (!/migration/i.test(path.posix.basename(folder.path))) {
        this.#add(new vscode.RelativePattern(folder, '**'));
      }
    }
  }

  dispose(): void {
    for (const watcher of this.#watchers.values()) watcher.dispose();
    this.#watchers.clear();
  }

  #add(pattern: vscode.RelativePattern): void {
    const key = `${pattern.baseUri.toString()} ${pattern.pattern}`;
    if (!this.#watchers.has(key)) this.#watchers.set(key, watchFiles(pattern, this.#changed));
  }
}
