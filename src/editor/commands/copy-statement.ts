import * as vscode from 'vscode';
import { TreeElement, type SubjectIndex, type SubjectObject } from '../views/tree/tree-node';
import type { CommandContext } from './context';

/** Copies what makes the protected thing that a node of a tree is about. */
export async function copyStatement(_context: CommandContext, given: unknown): Promise<void> {
  if (!(given instanceof TreeElement)) return;
  const sql = sqlOf(given.index, given.object);
  if (sql.length > 0)
    await vscode.env.clipboard.writeText(sql.map((statement) => `${statement};\n`).join(''));
}

function sqlOf(index: SubjectIndex | undefined, object: SubjectObject | undefined): readonly string[] {
  const ofIndex = index?.createStatement ?? undefined;
  return ofIndex === undefined ? (object?.statements ?? []) : [ofIndex];
}
