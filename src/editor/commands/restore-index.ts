import * as vscode from 'vscode';
import { runProject } from '../terminal/run-project';
import { withProject } from './arguments/project';
import type { CommandContext } from './context';

/**
 * Makes a lost index again by a new migration, in a terminal.
 *
 * @param node of an index in the tree; without one the command line asks which
 */
export function restoreIndex({ state }: CommandContext, node: unknown): Promise<number | undefined> {
  return withProject(state, node, async (root) => {
    const { environment, known } = state.store.view(root);
    const name = indexName(node);
    if (name !== undefined && !known?.protectedIndexes.some((index) => index.name === name)) {
      void vscode.window.showWarningMessage(
        vscode.l10n.t('No protected index {0} is known in {1}. Refresh first.', name, environment),
      );
      return undefined;
    }
    return runProject(state, root, (project) => [
      'restore',
      `--env=${environment}`,
      `--project=${project}`,
      ...(name === undefined ? [] : ['--', name]),
    ]);
  });
}

function indexName(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const { index }: { index?: unknown } = node;
  if (typeof index !== 'object' || index === null || !('name' in index)) return undefined;
  return typeof index.name === 'string' ? index.name : undefined;
}
