import * as vscode from 'vscode';
import { runInTerminal } from '../terminal';
import type { State } from './state-feature';

/** Whether databases may be asked and programs run; says so where not. */
export function mayRun(): boolean {
  if (vscode.workspace.isTrusted) return true;
  void vscode.window.showWarningMessage(
    vscode.l10n.t('Migration Guard asks databases and runs programs in trusted workspaces only.'),
  );
  return false;
}

/**
 * Runs our command line for a project in a terminal, and asks the database again when it has ended.
 *
 * @param given the URI of the project's folder; for anything else the person chooses, where there are several
 * @param words what stands behind `migration-guard`; its working directory is the project's folder
 * @returns the exit code, if it came to one
 */
export async function runProject(
  { store, projects }: Pick<State, 'store' | 'projects'>,
  given: unknown,
  words: readonly string[],
): Promise<number | undefined> {
  if (!mayRun()) return undefined;
  const root = typeof given === 'string' ? given : await pickRoot(await projects.all());
  if (root === undefined) return undefined;
  const exitCode = await runInTerminal({ args: words, cwd: vscode.Uri.parse(root) });
  await store.refresh(root);
  return exitCode;
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
