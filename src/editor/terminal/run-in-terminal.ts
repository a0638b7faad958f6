import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import { taskType } from '../ids';
import { folderOf, keyOf, keyOfOwn, ownTask } from './own-task';
import type { TaskDefinition } from './task-definition';
import { isFilledIn } from './task-variables';

/** A command line of ours: what stands behind `migration-guard`. */
export interface TerminalCommand {
  readonly args: readonly string[];
  readonly cwd: vscode.Uri;
  /** Variables besides the editor's own. They may hold secrets: only the program sees them. */
  readonly variables?: Readonly<Record<string, string>>;
}

/**
 * Runs our command line in an integrated terminal. What is running already is shown instead.
 *
 * @returns the exit code; undefined where it was running already, was not started, or was ended without one
 */
export async function runInTerminal(command: TerminalCommand): Promise<number | undefined> {
  const { variables = {} } = command;
  const folder = vscode.workspace.getWorkspaceFolder(command.cwd);
  const definition = definitionOf(command, folder);
  const key = keyOfOwn(definition, folder);
  const running = vscode.tasks.taskExecutions.find(({ task }) => keyOf(task) === key);
  if (running) {
    const names = terminalNames(running.task);
    vscode.window.terminals.find(({ name }) => names.includes(name))?.show();
    return undefined;
  }
  const filledIn = [fileURLToPath(command.cwd.toString()), ...command.args].find(isFilledIn);
  if (filledIn !== undefined) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t(
        'VS Code would replace {0} in {1} with something else, so this was not run. Give it another name.',
        '${…}',
        JSON.stringify(filledIn),
      ),
    );
    return undefined;
  }
  return await run(await ownTask({ definition, folder, variables }), key);
}

function definitionOf(
  { args: [command = '', ...args], cwd }: TerminalCommand,
  folder: vscode.WorkspaceFolder | undefined,
): TaskDefinition {
  const isThere = folder?.uri.toString() === cwd.toString();
  return {
    ...{ type: taskType, command },
    ...(args.length > 0 && { args }),
    ...(!isThere && { cwd: fileURLToPath(cwd.toString()) }),
  };
}

/** As VS Code names the terminal of a task; where several folders are open, with the task's folder. */
function terminalNames(task: vscode.Task): string[] {
  const folder = folderOf(task);
  return [task.name, ...(folder ? [`${task.source}: ${task.name} (${folder.name})`] : [])];
}

function run(task: vscode.Task, key: string): Promise<number | undefined> {
  const isIt = ({ execution }: { execution: vscode.TaskExecution }): boolean => keyOf(execution.task) === key;
  return new Promise((resolve, reject) => {
    // Without a terminal nothing would ever be heard of the task.
    const startTimer = setTimeout(() => {
      void vscode.window.showErrorMessage(
        vscode.l10n.t('No terminal could be started for "{0}". Run it in one of your own.', task.name),
      );
      settle(undefined);
    }, startTimeoutMs);
    const listeners = vscode.Disposable.from(
      vscode.tasks.onDidStartTaskProcess((event) => {
        if (isIt(event)) clearTimeout(startTimer);
      }),
      vscode.tasks.onDidEndTaskProcess((event) => {
        if (isIt(event)) settle(event.exitCode);
      }),
      // Where the process could not be started, only this comes.
      vscode.tasks.onDidEndTask((event) => {
        if (isIt(event)) setTimeout(() => settle(undefined), 100);
      }),
    );
    const settle = (exitCode: number | undefined): void => {
      clearTimeout(startTimer);
      listeners.dispose();
      resolve(exitCode);
    };
    vscode.tasks.executeTask(task).then(undefined, (error: unknown) => {
      settle(undefined);
      reject(error instanceof Error ? error : new Error(String(error)));
    });
  });
}

/** Milliseconds in which a terminal has to start. */
const startTimeoutMs = 30_000;
