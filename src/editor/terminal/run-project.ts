import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import { mayRun } from '../workspace-trust';
import { runInTerminal } from './run-in-terminal';
import type { State } from '../databases/state';

/** The arguments of `migration-guard` for a project whose folder has that path as seen from the working directory. */
type ProjectArguments = (project: string) => readonly string[];

/**
 * Runs our command line for a project in a terminal, and asks the database again when it has ended.
 *
 * @param root the URI of the folder of a project that the window has; `withProject` gives one
 * @param argumentsFor values that come from outside are written as `--option=value` or stand behind `--`, so that none
 *   is taken for an option
 * @returns the exit code, if it came to one
 */
export async function runProject(
  { store, urls }: Pick<State, 'store' | 'urls'>,
  root: string,
  argumentsFor: ProjectArguments,
): Promise<number | undefined> {
  if (!mayRun()) return undefined;
  const { cwd, projectPath } = whereToRun(vscode.Uri.parse(root));
  const variables = await urls.variables(root, store.environment);
  const exitCode = await runInTerminal({ args: argumentsFor(projectPath), cwd, projectPath, variables });
  await store.refresh(root);
  return exitCode;
}

/** Paths of the output are to be seen from the workspace's folder: terminals and problem matchers look for them there. */
function whereToRun(root: vscode.Uri): { readonly cwd: vscode.Uri; readonly projectPath: string } {
  const folder = vscode.workspace.getWorkspaceFolder(root);
  if (!folder) return { cwd: root, projectPath: '.' };
  const [from, to] = [folder.uri, root].map((uri) => fileURLToPath(uri.toString()));
  return { cwd: folder.uri, projectPath: path.relative(from ?? '', to ?? '') || '.' };
}
