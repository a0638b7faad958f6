import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import { displayName, problemMatcher, taskType } from '../ids';
import { projectCodeVariables } from '../project-code-setting';
import { nodeProgram } from './node-program';
import { isFilledIn, taskVariables } from './task-variables';

/** A command line of ours: what stands behind `migration-guard`. */
export interface TerminalCommand {
  readonly args: readonly string[];
  readonly cwd: vscode.Uri;
  /** The project's folder as seen from there; `.` where it is that. */
  readonly projectPath?: string;
  /** Variables besides the editor's own. They may hold secrets: only the program sees them. */
  readonly variables?: Readonly<Record<string, string>>;
}

/**
 * Runs our command line in an integrated terminal, without a shell that could misread a name. What is running already is
 * shown instead.
 *
 * @returns the exit code; undefined where it was running already, was not started, or was ended without one
 */
export async function runInTerminal(command: TerminalCommand): Promise<number | undefined> {
  const { args, cwd, projectPath = '.' } = command;
  // A terminal is found by its name.
  const name = `${displayName}: ${args[0] ?? ''}${projectPath === '.' ? '' : ` (${projectPath})`}`;
  const key = JSON.stringify([cwd.toString(), ...args]);
  const running = vscode.tasks.taskExecutions.find(({ task }) => keyOf(task) === key);
  if (running) {
    vscode.window.terminals.find((terminal) => terminal.name === running.task.name)?.show();
    return undefined;
  }
  const filledIn = [fileURLToPath(cwd.toString()), ...args].find(isFilledIn);
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
  return await run(await taskOf(command, name, key), name);
}

async function taskOf(
  { args, cwd, variables }: TerminalCommand,
  name: string,
  key: string,
): Promise<vscode.Task> {
  const { program, env } = await nodeProgram();
  const cli = path.join(__dirname, 'cli.js');
  const task = new vscode.Task(
    { type: taskType, key },
    vscode.workspace.getWorkspaceFolder(cwd) ?? vscode.TaskScope.Workspace,
    name,
    displayName,
    new vscode.ProcessExecution(program, [cli, ...args], {
      cwd: fileURLToPath(cwd.toString()),
      env: { ...taskVariables(), ...projectCodeVariables(), ...env, ...variables },
    }),
    problemMatcher,
  );
  task.presentationOptions = {
    reveal: vscode.TaskRevealKind.Always,
    focus: true,
    panel: vscode.TaskPanelKind.Dedicated,
    clear: true,
  };
  return task;
}

function run(task: vscode.Task, name: string): Promise<number | undefined> {
  const key = keyOf(task);
  const isIt = ({ execution }: { execution: vscode.TaskExecution }): boolean => keyOf(execution.task) === key;
  return new Promise((resolve, reject) => {
    // Without a terminal nothing would ever be heard of the task.
    const startTimer = setTimeout(() => {
      void vscode.window.showErrorMessage(
        vscode.l10n.t('No terminal could be started for "{0}". Run it in one of your own.', name),
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

function keyOf({ definition }: vscode.Task): unknown {
  return definition.type === taskType ? definition['key'] : undefined;
}

/** Milliseconds in which a terminal has to start. */
const startTimeoutMs = 15_000;
