import * as vscode from 'vscode';
import { mayRun } from '../workspace-trust';
import { runInTerminal } from './run-in-terminal';
import { optionIn } from './task-definition';
import { whereToRun } from './where-to-run';
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
  const args = argumentsFor(projectPath);
  // What names no environment is about the local one, whichever is shown.
  const variables = await urls.variables(root, optionIn(args, 'env') ?? 'local');
  const exitCode = await runInTerminal({ args, cwd, variables });
  await store.refresh(root);
  return exitCode;
}
