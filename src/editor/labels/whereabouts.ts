import * as vscode from 'vscode';
import type { Whereabouts } from '../../core/status/whereabouts';

/** Where git has a migration that is missing here, in a few words: `on branch add-tags`. */
export function whereLabel(where: Whereabouts): string {
  switch (where.kind) {
    case 'head':
      return vscode.l10n.t('deleted here, not committed');
    case 'branch':
      return vscode.l10n.t('on branch {0}', where.branch);
    case 'commit':
      return vscode.l10n.t('only in commit {0}', shortId(where.commit));
    case 'removed':
      return vscode.l10n.t('removed in commit {0}', shortId(where.commit));
    case 'renamed':
      return vscode.l10n.t('renamed to {0} in commit {1}', where.to, shortId(where.commit));
    case 'renamed-here':
      return vscode.l10n.t('renamed to {0}, not committed', where.to);
    case 'squashed':
      return vscode.l10n.t('squashed in commit {0}', shortId(where.commit));
  }
}

/** As many letters of a commit's id as git shows. */
function shortId(commit: string): string {
  return commit.slice(0, 9);
}
