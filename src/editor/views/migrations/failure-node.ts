import * as vscode from 'vscode';
import { ids } from '../../ids';
import { failureLabel } from '../../labels/failure';
import { asMarkdown } from '../../markdown';
import type { Failure } from '../../databases/known-state';
import type { Subject, TreeNode } from '../tree/tree-node';

/** What can be done about a failure: its label and its command. */
interface Remedy {
  readonly label: string;
  readonly icon: string;
  readonly command: string;
  readonly args: readonly unknown[];
}

/**
 * Why nothing, or nothing new, is known of a project, and below it what to do about it.
 *
 * @param isReported whether the whole sentence stands above the tree, where there is room for it
 */
export function failureNode(failure: Failure, subject: Subject, isReported: boolean): TreeNode {
  const node = {
    id: `${subject.root} failure`,
    label: failureLabel(failure),
    ...(isReported ? { reason: failure.message } : { description: failure.message }),
    icon: {
      name: failure.kind === 'cancelled' ? 'circle-slash' : 'warning',
      color: 'list.warningForeground',
    },
    tooltip: asMarkdown(failure.message),
    context: `failure.${failure.kind}`,
    subject,
  };
  return withAction(node, ...offeredRemedies(failure, subject), remedyFor(failure, subject));
}

/**
 * Why nothing is known, for the few lines above the tree. What is offered stands right below: how to write it by hand, with a
 * path that no line can break, would push it out of sight.
 */
export function shortReason({ message, offer }: Failure): string {
  if (!offer) return message;
  const { setting, found } = offer;
  return setting.kind === 'env-file'
    ? vscode.l10n.t('{0} has a database URL. It is used once you choose it.', found)
    : vscode.l10n.t(
        '{0} is a service of {1}. If that runs on your machine, choose it below.',
        setting.hosts.join(', '),
        found,
      );
}

/** A node with what can be done about it below, the best first. */
export function withAction(
  node: TreeNode & { readonly subject: Subject },
  ...remedies: readonly Remedy[]
): TreeNode {
  const children = remedies.map((remedy, index) =>
    actionNode(`${node.id} action${index === 0 ? '' : index}`, remedy, node.subject),
  );
  return { ...node, expansion: 'open', children };
}

/** What was found in the repository, and is used only with this click. */
function offeredRemedies({ offer }: Failure, { root }: Subject): Remedy[] {
  if (!offer) return [];
  const { setting, found } = offer;
  const label =
    setting.kind === 'env-file'
      ? vscode.l10n.t('Use {0}', found)
      : vscode.l10n.t('Count {0} of {1} as Local', setting.hosts.join(', '), found);
  return [{ label, icon: 'link', command: ids.commands.useOfferedSetting, args: [root] }];
}

/** A node that does something when it is selected. */
export function actionNode(id: string, { label, icon, command, args }: Remedy, subject: Subject): TreeNode {
  return { id, label, icon: { name: icon }, command: { id: command, args }, context: 'action', subject };
}

function remedyFor({ kind }: Failure, { root }: Subject): Remedy {
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
    case 'code-not-allowed':
      return {
        label: vscode.l10n.t('Open Settings'),
        icon: 'settings-gear',
        command: 'workbench.action.openSettings',
        args: [ids.settings.projectCode.id],
      };
    case 'not-local':
      return {
        label: vscode.l10n.t('Ask It Anyway'),
        icon: 'refresh',
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
