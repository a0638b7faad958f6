import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import { rangeIn } from '../finding-diagnostics';
import { displayName, ids } from '../ids';
import { mayRun } from '../state/run-project';
import type { State } from '../state/state-feature';
import { pickEnvironment } from './environment-picker';
import { TreeElement } from './tree-node';

/** What the views show, and a promise for when it is as new as it can be. */
export interface Shown {
  readonly lines: () => readonly string[];
  readonly settled: () => Promise<void>;
}

/** The commands of the views that change nothing. Each looks after what it is given itself: it can be called by anyone. */
export function registerViewCommands(state: State, shown: Shown): vscode.Disposable {
  const { commands } = ids;
  const { store } = state;
  return vscode.Disposable.from(
    vscode.commands.registerCommand(commands.selectEnvironment, async () => {
      if (!mayRun() || !(await pickEnvironment(state))) return;
      await state.refreshAll({ mayRunConfig: true });
    }),
    vscode.commands.registerCommand(commands.cancel, () => store.cancel()),
    vscode.commands.registerCommand(commands.goToOrigin, (given: unknown) =>
      goToOrigin(given instanceof TreeElement ? given.index?.origin : given),
    ),
    vscode.commands.registerCommand(commands.openMigration, async (given: unknown) => {
      const file = given instanceof TreeElement ? given.migration?.file : given;
      if (typeof file !== 'string') return;
      await vscode.window.showTextDocument(vscode.Uri.parse(file, true), { preview: true });
    }),
    vscode.commands.registerCommand(commands.copyName, (given: unknown) => {
      const named = given instanceof TreeElement ? (given.migration ?? given.index) : undefined;
      return named && vscode.env.clipboard.writeText(named.name);
    }),
    vscode.commands.registerCommand(commands.copyAsText, async () => {
      await shown.settled();
      const text = shown.lines().join('\n');
      await vscode.env.clipboard.writeText(text);
      return text;
    }),
    vscode.commands.registerCommand(commands.openTerminal, (root: unknown) => {
      const known = store.roots().find((one) => one === root);
      if (known === undefined || !mayRun()) return;
      vscode.window.createTerminal({ name: displayName, cwd: fileURLToPath(known) }).show();
    }),
  );
}

/** @param origin as KnownIndex has it; offsets are UTF-16 units of the file */
async function goToOrigin(origin: unknown): Promise<void> {
  if (typeof origin !== 'object' || origin === null) return;
  const { file, start, end }: { file?: unknown; start?: unknown; end?: unknown } = origin;
  if (typeof file !== 'string' || typeof start !== 'number' || typeof end !== 'number') return;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(file, true));
  await vscode.window.showTextDocument(document, { selection: rangeIn(document, { start, end }) });
}
