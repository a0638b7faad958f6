import * as vscode from 'vscode';
import type { ObjectKind } from '../../core/ledger/object-record';
import type { FileObject } from '../findings/linted-project';

/** What an object is, in the words of SQL: `trigger`. */
export function kindLabel(kind: ObjectKind): string {
  return kind === 'check' || kind === 'exclude' || kind === 'deferrable' ? kind.toUpperCase() : kind;
}

/** What Prisma does not know of it, in one sentence. */
export function unseenSentence({ kind }: Pick<FileObject, 'kind'>): string {
  return kind === 'deferrable'
    ? vscode.l10n.t('Prisma does not see that it can wait for the end of a transaction.')
    : vscode.l10n.t('Prisma does not see it.');
}

/** What is lost with an object, in one sentence; undefined where its kind does not tell. */
export function lossSentence({ kind }: Pick<FileObject, 'kind'>): string | undefined {
  switch (kind) {
    case 'check':
      return vscode.l10n.t('Without it, rows can be written that break its condition.');
    case 'exclude':
      return vscode.l10n.t('Without it, conflicting rows can be written, such as overlapping periods.');
    case 'deferrable':
      return vscode.l10n.t('Without that, a transaction that breaks it only for a moment fails.');
    case 'trigger':
      return vscode.l10n.t('Without it, its function is not called when rows change.');
    case 'policy':
      return vscode.l10n.t('Without it, row level security lets other rows be read or written than before.');
    case 'row level security':
      return vscode.l10n.t(
        'Without it, whoever may read the table reads all of its rows, and its policies do nothing.',
      );
    default:
      return undefined;
  }
}
