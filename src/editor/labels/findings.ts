import * as vscode from 'vscode';
import type { KnownFinding } from '../findings/known-finding';

/** How many errors, or else warnings, there are; nothing where there are none. */
export function dangerLabel(dangers: readonly KnownFinding[]): string {
  const errors = dangers.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) return errors === 1 ? vscode.l10n.t('1 error') : vscode.l10n.t('{0} errors', errors);
  const warnings = dangers.filter(({ severity }) => severity === 'warning').length;
  if (warnings === 0) return '';
  return warnings === 1 ? vscode.l10n.t('1 warning') : vscode.l10n.t('{0} warnings', warnings);
}

/** The icon of what has them, and its colour. */
export function dangerIcon(dangers: readonly KnownFinding[]): {
  readonly name: string;
  readonly color: string;
} {
  return dangers.some(({ severity }) => severity === 'error')
    ? { name: 'error', color: 'list.errorForeground' }
    : { name: 'warning', color: 'list.warningForeground' };
}
