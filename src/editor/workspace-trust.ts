import * as vscode from 'vscode';

/** Whether databases may be asked and programs run; says so where not. */
export function mayRun(): boolean {
  if (vscode.workspace.isTrusted) return true;
  void vscode.window.showWarningMessage(
    vscode.l10n.t('Migration Guard asks databases and runs programs in trusted workspaces only.'),
  );
  return false;
}
