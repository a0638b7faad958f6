import * as vscode from 'vscode';
import { rangeIn } from '../documents/ranges';
import { TreeElement } from '../views/tree/tree-node';
import type { CommandContext } from './context';

/**
 * Shows the statement that makes an index or something else that is protected.
 *
 * @param given a node of the tree, or an origin as KnownIndex has it; offsets are UTF-16 units of the file
 */
export async function goToOrigin(_context: CommandContext, given: unknown): Promise<void> {
  const origin: unknown = given instanceof TreeElement ? (given.index ?? given.object)?.origin : given;
  if (typeof origin !== 'object' || origin === null) return;
  const { file, start, end }: { file?: unknown; start?: unknown; end?: unknown } = origin;
  if (typeof file !== 'string' || typeof start !== 'number' || typeof end !== 'number') return;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(file, true));
  await vscode.window.showTextDocument(document, { selection: rangeIn(document, { start, end }) });
}
