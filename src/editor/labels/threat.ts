import * as vscode from 'vscode';
import type { LossKind } from '../../core/ledger/losses';
import { titleOf } from './migration-title';

/** What is about to become of something protected: `would be dropped by add_tags`. */
export function threatLabel({
  migration,
  loss,
}: {
  readonly migration: string;
  readonly loss: LossKind;
}): string {
  const title = titleOf(migration);
  return loss === 'weaken'
    ? vscode.l10n.t('would be made weaker by {0}', title)
    : vscode.l10n.t('would be dropped by {0}', title);
}
