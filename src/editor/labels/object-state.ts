import * as vscode from 'vscode';
import type { KnownObject } from '../databases/known-state';

/** The state of a protected object that is no index, in a few words: `in place`. */
export function objectLabel({ state, differences }: Pick<KnownObject, 'state' | 'differences'>): string {
  switch (state) {
    case 'present':
      return vscode.l10n.t('in place');
    case 'missing':
      return vscode.l10n.t('missing');
    case 'pending':
      return vscode.l10n.t('still to be made');
    case 'different':
      return differences.join(', ');
  }
}
