import * as vscode from 'vscode';
import type { KnownIndex } from '../databases/known-state';

/** The state of a protected index, in a few words: `in place`. */
export function indexLabel({ state, differences }: KnownIndex): string {
  switch (state) {
    case 'present':
      return vscode.l10n.t('in place');
    case 'missing':
      return vscode.l10n.t('missing');
    case 'pending':
      return vscode.l10n.t('still to be made');
    case 'invalid':
      return vscode.l10n.t('invalid: a concurrent build of it was interrupted');
    case 'different':
      return vscode.l10n.t('another index of this name: it has {0}', differences.join(', '));
  }
}
