import * as vscode from 'vscode';

/** What brings back so many indexes. */
export function putBackLabel(indexes: number): string {
  return indexes === 1 ? vscode.l10n.t('Put It Back') : vscode.l10n.t('Put Them Back');
}
