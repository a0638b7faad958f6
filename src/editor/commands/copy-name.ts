import * as vscode from 'vscode';
import { TreeElement } from '../views/tree/tree-node';
import type { CommandContext } from './context';

/** Copies the name of what a node of a tree is about. */
export async function copyName(_context: CommandContext, given: unknown): Promise<void> {
  const named = given instanceof TreeElement ? (given.migration ?? given.index ?? given.object) : undefined;
  if (named) await vscode.env.clipboard.writeText(named.name);
}
