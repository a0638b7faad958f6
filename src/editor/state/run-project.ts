import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import { runInTerminal } from '../terminal/run-in-terminal';
import type { State } from './state-feature';

/** Whether databases may be asked and programs run; says so where not. */
export function mayRun(): boolean {
  if (vscode.workspace.isTrusted) return true;
  void vscode.window.showWarningMessage(
    vscode.l10n.t('Migration Guard asks databases and runs programs in trusted workspaces only.'),
  );
  return false;
}

/** What stands behind `migration-guard`, for a project whose folder has that path as seen from the working directory. */
export type Words = (project: string) => readonly string[];

/**
 * Runs our command line for a project in a terminal, and asks the database again when it has ended.
 *
 * @param root the URI of the folder of a project that the window has; `projectOf` gives one
 * @param words of them, values that come from outside are written as `--option=value` or stand behind `--`, so that none
 *   is taken for an option
 * @returns the exit code, if it came to one
 */
export async function runProject(
  { store, urls }: Pick<State, 'store' | 'urls'>,
  root: string,
  words: Words,
): Promise<number | undefined> {
  if (!mayRun()) return undefined;
  const { cwd, place } = placeOf(vscode.Uri.parse(root));
  const variables = await urls.variables(root, store.environment);
  const exitCode = await runInTerminal({ args: words(place), cwd, place, variables });
  await store.refresh(root);
  return exitCode;
}

/**
 * The project that a command is about.
 *
 * @param given what VS Code or a caller gave the command: the URI of a project's folder, or a node of a tree. Hidden
 *   commands can be given anything, so a folder counts only where the window has such a project.
 * @returns the URI of its folder; undefined where there is none or nobody chose one, which has been said
 */
export async function projectOf(
  { projects }: Pick<State, 'projects'>,
  given: unknown,
): Promise<string | undefined> {
  const all = await projects.all();
  const root = rootIn(given);
  if (root === undefined) return await pickRoot(all);
  if (all.some((project) => project.root === root)) return root;
  void vscode.window.showWarningMessage(
    vscode.l10n.t('There is no Prisma project with PostgreSQL in {0}.', root),
  );
  return undefined;
}

/** Nodes know their project. */
function rootIn(given: unknown): string | undefined {
  if (typeof given === 'string') return given;
  if (typeof given !== 'object' || given === null || !('root' in given)) return undefined;
  return typeof given.root === 'string' ? given.root : undefined;
}

/** Paths of the output are to be seen from the workspace's folder: terminals and problem matchers look for them there. */
function placeOf(root: vscode.Uri): { readonly cwd: vscode.Uri; readonly place: string } {
  const folder = vscode.workspace.getWorkspaceFolder(root);
  if (!folder) return { cwd: root, place: '.' };
  const [from, to] = [folder.uri, root].map((uri) => fileURLToPath(uri.toString()));
  return { cwd: folder.uri, place: path.relative(from ?? '', to ?? '') || '.' };
}

async function pickRoot(all: readonly { readonly root: string }[]): Promise<string | undefined> {
  const [first, ...others] = all;
  if (!first) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no Prisma project with PostgreSQL here.'),
    );
    return undefined;
  }
  if (others.length === 0) return first.root;
  const items = all.map(({ root }) => ({
    label: vscode.workspace.asRelativePath(vscode.Uri.parse(root)),
    root,
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which project?') });
  return picked?.root;
}
