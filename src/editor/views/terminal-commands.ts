import path from 'node:path';
import * as vscode from 'vscode';
import { ids } from '../ids';
import { confirmProduction } from '../state/confirm-production';
import { mayRun, projectOf, runProject, type Words } from '../state/run-project';
import type { State } from '../state/state-feature';
import { lintWorkspace } from '../terminal/lint-workspace';

/** What the palette runs in a terminal for a project: the words behind `migration-guard`. */
const commandLines: readonly (readonly [command: string, words: (environment: string) => Words])[] = [
  [ids.commands.safeMigrate, () => (project) => ['safe-migrate', `--project=${project}`]],
  [ids.commands.checkDrift, (env) => (project) => ['check-drift', `--env=${env}`, '--', project]],
  [ids.commands.inspect, (env) => (project) => ['inspect', `--env=${env}`, '--', project]],
  [ids.commands.verify, () => (project) => ['verify', `--project=${project}`]],
  [ids.commands.predict, () => (project) => ['predict', `--project=${project}`]],
  [ids.commands.init, () => (project) => ['init', `--project=${project}`]],
  [
    ids.commands.pgliteSchema,
    () => (project) => [
      'pglite-schema',
      `--output=${path.join(project, 'schema.pglite.sql')}`,
      `--project=${project}`,
    ],
  ],
];

/** Commands that run our command line in a terminal. Each looks after trust itself, and after what it is given. */
export function registerTerminalCommands(state: State): vscode.Disposable {
  const withProject = async (
    given: unknown,
    run: (root: string) => Promise<number | undefined>,
  ): Promise<number | undefined> => {
    if (!mayRun()) return undefined;
    const root = await projectOf(state, given);
    return root === undefined ? undefined : await run(root);
  };
  return vscode.Disposable.from(
    ...commandLines.map(([command, words]) =>
      vscode.commands.registerCommand(command, (given?: unknown) =>
        withProject(given, (root) => runProject(state, root, words(state.store.environment))),
      ),
    ),
    vscode.commands.registerCommand(ids.commands.migrate, (given?: unknown) =>
      withProject(given, async (root) => {
        const { environment } = state.store;
        const consent = await confirmProduction(state, root, environment);
        if (!consent) return undefined;
        return runProject(state, root, (project) => [
          'migrate',
          `--env=${environment}`,
          ...consent,
          `--project=${project}`,
        ]);
      }),
    ),
    vscode.commands.registerCommand(ids.commands.restoreIndex, (node?: unknown) =>
      withProject(node, async (root) => {
        const { environment, known } = state.store.view(root);
        const name = indexName(node);
        if (name !== undefined && !known?.protectedIndexes.some((index) => index.name === name)) {
          void vscode.window.showWarningMessage(
            vscode.l10n.t('No protected index {0} is known in {1}. Refresh first.', name, environment),
          );
          return undefined;
        }
        return runProject(state, root, (project) => [
          'restore',
          `--env=${environment}`,
          `--project=${project}`,
          ...(name === undefined ? [] : ['--', name]),
        ]);
      }),
    ),
    vscode.commands.registerCommand(ids.commands.lintWorkspace, () =>
      mayRun() ? lintWorkspace() : undefined,
    ),
  );
}

function indexName(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const { index }: { index?: unknown } = node;
  if (typeof index !== 'object' || index === null || !('name' in index)) return undefined;
  return typeof index.name === 'string' ? index.name : undefined;
}
