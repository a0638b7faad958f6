import * as vscode from 'vscode';
import type { CommandContext } from './context';

/** Copies what the views show, a line for each leaf. */
export async function copyAsText({ views }: CommandContext): Promise<string> {
  await views.update();
  const text = views.lines().join('\n');
  await vscode.env.clipboard.writeText(text);
  return text;
}
