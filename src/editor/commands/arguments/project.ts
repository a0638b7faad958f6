import * as vscode from 'vscode';
import type { State } from '../../databases/state';
import { nameOfProject } from '../../project-name';
import { notForPrisma8, type OlderWork } from '../../labels/prisma-8';
import { runProject } from '../../terminal/run-project';
import { mayRun } from '../../workspace-trust';

/** What a command can do with which projects. */
interface ProjectOptions {
  /** What it does, where it works with the migrations of Prisma 7 and earlier only. */
  readonly older?: OlderWork;
}

/**
 * Does something for the project that a command is about, where programs may be run at all.
 *
 * @param given see `projectOf`
 * @returns undefined also where nothing was done, which has been said
 */
export async function withProject<T>(
  state: Pick<State, 'projects'>,
  given: unknown,
  run: (root: string) => Promise<T>,
  options: ProjectOptions = {},
): Promise<T | undefined> {
  if (!mayRun()) return undefined;
  const root = await projectOf(state, given, options);
  return root === undefined ? undefined : await run(root);
}

/**
 * Runs our command line in a terminal for the project that a command is about.
 *
 * @param argumentsFor see `runProject`
 */
export function runForProject(
  state: State,
  given: unknown,
  argumentsFor: (project: string, environment: string) => readonly string[],
  options: ProjectOptions = {},
): Promise<number | undefined> {
  const run = (root: string): Promise<number | undefined> => {
    const { environment } = state.store;
    return runProject(state, root, (project) => argumentsFor(project, environment));
  };
  return withProject(state, given, run, options);
}

/**
 * The project that a command is about.
 *
 * @param given what VS Code or a caller gave the command: the URI of a project's folder, or a node of a tree. Hidden
 *   commands can be given anything, so a folder counts only where the window has such a project.
 * @returns the URI of its folder; undefined where there is none or nobody chose one, which has been said
 */
async function projectOf(
  { projects }: Pick<State, 'projects'>,
  given: unknown,
  { older }: ProjectOptions,
): Promise<string | undefined> {
  const root = rootIn(given);
  const wanted = (await projects.all()).filter((project) => root === undefined || project.root === root);
  const able = older === undefined ? wanted : wanted.filter(({ isPrisma8 }) => isPrisma8 !== true);
  const [refused] = wanted;
  if (older !== undefined && refused && able.length === 0) {
    void vscode.window.showInformationMessage(notForPrisma8(older, nameOfProject(refused.root)));
    return undefined;
  }
  if (root === undefined) return await pickRoot(able);
  if (able.length > 0) return root;
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
    label: nameOfProject(root),
    root,
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which project?') });
  return picked?.root;
}
