import * as vscode from 'vscode';
import { TreeElement } from '../views/tree/tree-node';
import type { CommandContext } from './context';

/** @param given a node of the tree, or the URI of a migration's file */
export async function openMigration(_context: CommandContext, given: unknown): Promise<void> {
  const file = given instanceof TreeElement ? given.migration?.file : given;
  if (typeof file !== 'string') return;
  await vscode.window.showTextDocument(vscode.Uri.parse(file, true), { preview: true });
}
