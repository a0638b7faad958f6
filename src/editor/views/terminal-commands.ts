import * as vscode from 'vscode';
import { ids } from '../ids';
import type { State } from '../state/state-feature';
import { runProject } from '../state/run-project';

/** What the palette runs in a terminal: the words behind `migration-guard`. */
const commandLines: readonly (readonly [
  command: string,
  words: (environment: string) => readonly string[],
])[] = [
  [ids.commands.safeMigrate, () => ['safe-migrate', '--project', '.']],
  [ids.commands.migrate, (env) => ['migrate', '--env', env, '--project', '.']],
  [ids.commands.checkDrift, (env) => ['check-drift', '.', '--env', env]],
  [ids.commands.inspect, (env) => ['inspect', '.', '--env', env]],
  [ids.commands.verify, () => ['verify', '--project', '.']],
  [ids.commands.predict, () => ['predict', '--project', '.']],
  [ids.commands.init, () => ['init', '--project', '.']],
  [ids.commands.pgliteSchema, () => ['pglite-schema', '--output', 'schema.pglite.sql', '--project', '.']],
  [ids.commands.lintWorkspace, () => ['lint', '.']],
];

export function registerTerminalCommands(state: State): vscode.Disposable {
  return vscode.Disposable.from(
    ...commandLines.map(([command, words]) =>
      vscode.commands.registerCommand(command, (given?: unknown) =>
        runProject(state, given, words(state.store.environment)),
      ),
    ),
    vscode.commands.registerCommand(ids.commands.restoreIndex, (node?: unknown) => {
      const name = indexName(node);
      const words = ['restore', ...(name === undefined ? [] : [name]), '--env', state.store.environment];
      return runProject(state, rootOf(node), [...words, '--project', '.']);
    }),
  );
}

function indexName(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const { index }: { index?: unknown } = node;
  if (typeof index !== 'object' || index === null || !('name' in index)) return undefined;
  return typeof index.name === 'string' ? index.name : undefined;
}

function rootOf(node: unknown): unknown {
  return typeof node === 'object' && node !== null && 'root' in node ? node.root : undefined;
}
