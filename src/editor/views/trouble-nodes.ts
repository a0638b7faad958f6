import * as vscode from 'vscode';
import { ids } from '../ids';
import { asMarkdown } from '../markdown';
import type { Trouble } from '../state/known-state';
import type { Subject, TreeNode } from './tree-node';

/** What can be done about a trouble: the words and the command of it. */
interface Remedy {
  readonly label: string;
  readonly icon: string;
  readonly command: string;
  readonly args: readonly unknown[];
}

/**
 * Why nothing, or nothing new, is known of a project, and below it the one thing to do about it.
 *
 * @param isTold whether the whole sentence stands above the tree, where there is room for it
 */
export function troubleNode(trouble: Trouble, subject: Subject, isTold: boolean): TreeNode {
  const node = {
    id: `${subject.root} trouble`,
    label: troubleWords(trouble),
    ...(isTold ? { reason: trouble.message } : { description: trouble.message }),
    icon: {
      name: trouble.kind === 'cancelled' ? 'circle-slash' : 'warning',
      color: 'list.warningForeground',
    },
    tooltip: asMarkdown(trouble.message),
    context: `trouble.${trouble.kind}`,
    subject,
  };
  return withAction(node, remedyFor(trouble, subject));
}

/** A node with the one thing that can be done about it below. */
export function withAction(node: TreeNode & { readonly subject: Subject }, remedy: Remedy): TreeNode {
  return { ...node, expansion: 'open', children: [actionNode(`${node.id} action`, remedy, node.subject)] };
}

/** A node that does something when it is selected. */
export function actionNode(id: string, { label, icon, command, args }: Remedy, subject: Subject): TreeNode {
  return { id, label, icon: { name: icon }, command: { id: command, args }, context: 'action', subject };
}

/** What is wrong, in two or three words. */
export function troubleWords({ kind }: Trouble): string {
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
      return vscode.l10n.t('No Prisma project any more');
    case 'other':
      return vscode.l10n.t('Not known');
  }
}

function remedyFor({ kind }: Trouble, { root }: Subject): Remedy {
  const { commands } = ids;
  switch (kind) {
    case 'no-url':
    case 'bad-url':
    case 'wrong-password':
      return {
        label: vscode.l10n.t('Enter Database URL…'),
        icon: 'key',
        command: commands.setDatabaseUrl,
        args: [root],
      };
    case 'no-prisma':
    case 'railway':
    case 'command':
      return {
        label: vscode.l10n.t('Open Terminal Here'),
        icon: 'terminal',
        command: commands.openTerminal,
        args: [root],
      };
    case 'config-not-run':
      return {
        label: vscode.l10n.t('Run It and Ask'),
        icon: 'play',
        command: commands.refresh,
        args: [],
      };
    case 'unknown-environment':
      return {
        label: vscode.l10n.t('Select Environment…'),
        icon: 'server-environment',
        command: commands.selectEnvironment,
        args: [],
      };
    case 'bad-config':
    case 'other':
      return { label: vscode.l10n.t('Show Log'), icon: 'output', command: commands.showLog, args: [] };
    default:
      return { label: vscode.l10n.t('Try Again'), icon: 'refresh', command: commands.refresh, args: [] };
  }
}
