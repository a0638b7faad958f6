import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { usualTimeoutMs } from '../eventually';

/** What ran in a terminal while something was done. */
export interface Ran<T> {
  readonly result: T;
  /** The program and its arguments, as VS Code was given them. */
  readonly commandLines: readonly (readonly string[])[];
  readonly programs: readonly string[];
}

/** Does something, and sees which tasks of ours are started meanwhile. */
export async function watchingTasks<T>(act: () => Thenable<T>): Promise<Ran<T>> {
  const executions: vscode.ProcessExecution[] = [];
  const watch = vscode.tasks.onDidStartTask(({ execution: { task } }) => {
    assert.ok(task.execution instanceof vscode.ProcessExecution);
    executions.push(task.execution);
  });
  try {
    const result = await act();
    return {
      result,
      commandLines: executions.map(({ args }) => args.slice(1)),
      programs: executions.map(({ process }) => process),
    };
  } finally {
    watch.dispose();
  }
}

/** Our task, once its program runs. */
export function startedTask(): Promise<vscode.TaskExecution> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      watch.dispose();
      reject(new Error('no task was started'));
    }, usualTimeoutMs);
    const watch = vscode.tasks.onDidStartTaskProcess(({ execution }) => {
      if (execution.task.definition.type !== 'migration-guard') return;
      clearTimeout(timer);
      watch.dispose();
      resolve(execution);
    });
  });
}

/** Closes the terminals and what is shown in the panel. */
export async function closeTerminals(): Promise<void> {
  for (const execution of vscode.tasks.taskExecutions) execution.terminate();
  for (const terminal of vscode.window.terminals) terminal.dispose();
  await vscode.commands.executeCommand('workbench.action.closePanel');
}

/** Waits until something is so. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + usualTimeoutMs;
  while (!(await isSo())) {
    assert.ok(Date.now() < end, `it never came about that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
