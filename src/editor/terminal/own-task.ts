import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import { displayName } from '../ids';
import { projectCodeVariables } from '../project-code-setting';
import { nodeProgram } from './node-program';
import { readTaskDefinition, taskName, type TaskDefinition } from './task-definition';
import { taskVariables } from './task-variables';

/** A task of ours, before VS Code knows it. */
export interface OwnTask {
  readonly definition: TaskDefinition;
  /** The workspace's folder that it belongs to; undefined where it belongs to none. */
  readonly folder: vscode.WorkspaceFolder | undefined;
  /** Variables besides the editor's own. They may hold secrets: only the program sees them. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Makes a task that runs our command line, without a shell that could misread a name. */
export async function ownTask({ definition, folder, variables }: OwnTask): Promise<vscode.Task> {
  const { program, env } = await nodeProgram();
  const { command, args = [] } = definition;
  const task = new vscode.Task(
    { ...definition },
    folder ?? vscode.TaskScope.Workspace,
    taskName(definition),
    displayName,
    new vscode.ProcessExecution(program, [path.join(__dirname, 'cli.js'), command, ...args], {
      cwd: workingDirectory(definition, folder),
      env: { ...taskVariables(), ...projectCodeVariables(), ...env, ...variables },
    }),
    [],
  );
  task.presentationOptions = {
    reveal: vscode.TaskRevealKind.Always,
    focus: true,
    panel: vscode.TaskPanelKind.Dedicated,
    clear: true,
  };
  return task;
}

/** The path of the folder in which a task runs. */
export function workingDirectory(
  { cwd = '' }: TaskDefinition,
  folder: vscode.WorkspaceFolder | undefined,
): string {
  return path.resolve(folder ? fileURLToPath(folder.uri.toString()) : '', cwd);
}

/** The folder that VS Code says a task belongs to. */
export function folderOf({ scope }: vscode.Task): vscode.WorkspaceFolder | undefined {
  return typeof scope === 'object' ? scope : undefined;
}

/** The same for two tasks that run the same in the same folder; undefined for one that is not ours. */
export function keyOf(task: vscode.Task): string | undefined {
  const definition = readTaskDefinition(task.definition);
  return definition && keyOfOwn(definition, folderOf(task));
}

export function keyOfOwn(definition: TaskDefinition, folder: vscode.WorkspaceFolder | undefined): string {
  const { command, args = [] } = definition;
  return JSON.stringify([workingDirectory(definition, folder), command, ...args]);
}
