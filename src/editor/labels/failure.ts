import * as vscode from 'vscode';
import type { Failure } from '../databases/known-state';

/** What is wrong, in two or three words. */
export function failureLabel({ kind }: Failure): string {
  switch (kind) {
    case 'no-url':
      return vscode.l10n.t('No database URL');
    case 'wrong-password':
      return vscode.l10n.t('Wrong user or password');
    case 'unreachable':
    case 'no-answer':
    case 'interrupted':
      return vscode.l10n.t('Database not reachable');
    case 'no-database':
      return vscode.l10n.t('No such database');
    case 'no-permission':
      return vscode.l10n.t('Not permitted');
    case 'tls':
      return vscode.l10n.t('No secure connection');
    case 'busy':
      return vscode.l10n.t('Database busy');
    case 'timed-out':
      return vscode.l10n.t('No answer in time');
    case 'cancelled':
      return vscode.l10n.t('Cancelled');
    case 'config-not-run':
      return vscode.l10n.t('Prisma config not run');
    case 'code-not-allowed':
      return vscode.l10n.t('Project code is off');
    case 'not-local':
      return vscode.l10n.t('Not a local database');
    case 'bad-config':
      return vscode.l10n.t('Broken configuration');
    case 'no-prisma':
      return vscode.l10n.t('Prisma not installed');
    case 'railway':
      return vscode.l10n.t('No answer from Railway');
    case 'unknown-environment':
      return vscode.l10n.t('No such environment');
    case 'other-provider':
      return vscode.l10n.t('Not PostgreSQL');
    case 'bad-url':
      return vscode.l10n.t('Database URL not understood');
    case 'command':
      return vscode.l10n.t('No URL from the command');
    case 'no-project':
      return vscode.l10n.t('No longer a Prisma project');
    case 'other':
      return vscode.l10n.t('Not known');
  }
}
