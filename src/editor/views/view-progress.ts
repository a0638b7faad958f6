import * as vscode from 'vscode';
import type { StateStore } from '../databases/state-store';

/** Shows a bar above a view as long as a database is being asked. */
export function registerViewProgress(store: StateStore, viewId: string): vscode.Disposable {
  let end: (() => void) | undefined;
  const update = (): void => {
    const isAsking = store.roots().some((root) => store.view(root).isLoading);
    if (isAsking && !end) {
      void vscode.window.withProgress(
        { location: { viewId } },
        () => new Promise<void>((resolve) => (end = resolve)),
      );
    }
    if (isAsking) return;
    end?.();
    end = undefined;
  };
  return vscode.Disposable.from(store.onDidChange(update), { dispose: () => end?.() });
}
