import * as vscode from 'vscode';
import type { KnownIndex } from '../databases/known-state';
import { dayOf } from './migration-state';
import { titleOf } from './migration-title';

/** The state of a protected index, in a few words: `in place`. */
export function indexLabel({ state, differences, droppedBy }: KnownIndex): string {
  switch (state) {
    case 'present':
      return vscode.l10n.t('in place');
    case 'missing':
      return droppedBy ? dropLabel(droppedBy) : vscode.l10n.t('missing');
    case 'pending':
      return vscode.l10n.t('still to be made');
    case 'invalid':
      return vscode.l10n.t('invalid: a concurrent build of it was interrupted');
    case 'different':
      return vscode.l10n.t('another index of this name: it has {0}', differences.join(', '));
  }
}

/** Who dropped it, when and how: `dropped by add_tags on 2026-03-01, generated`. */
function dropLabel({ migration, appliedAt, intent }: NonNullable<KnownIndex['droppedBy']>): string {
  const name = titleOf(migration);
  return intent === 'generated'
    ? vscode.l10n.t('dropped by {0} on {1}, generated', name, dayOf(appliedAt))
    : vscode.l10n.t('dropped by {0} on {1}, by hand', name, dayOf(appliedAt));
}
