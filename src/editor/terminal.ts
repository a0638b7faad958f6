import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { displayName } from './ids';

/** The type under which VS Code knows our tasks. */
export const taskType = 'migration-guard';

/** A command line of ours: what stands behind `migration-guard`. */
export interface TerminalCommand {
  readonly args: readonly string[];
  /** The project's folder. */
  readonly cwd: vscode.Uri;
}

/**
 * Runs our command line in an integrated terminal, without a shell that could misread a name. What is running already is
 * shown instead.
 *
 * @returns the exit code; undefined where it was running already, or was ended without one
 */
export async function runInTerminal({ args, cwd }: TerminalCommand): Promise<number | undefined> {
  const name = `${displayName}: ${args.slice(0, 2).join(' ')}`;
  const key = JSON.stringify([cwd.toString(), ...args]);
  const running = vscode.tasks.taskExecutions.find(({ task }) => task.definition['key'] === key);
  if (running) {
    vscode.window.terminals.find((terminal) => terminal.name === running.task.name)?.show();
    return undefined;
  }
  const { program, env } = await node();
  const cli = path.join(__dirname, 'cli.js');
  const task = new vscode.Task(
    { type: taskType, key },
    vscode.workspace.getWorkspaceFolder(cwd) ?? vscode.TaskScope.Workspace,
    name,
    displayName,
    new vscode.ProcessExecution(program, [cli, ...args], {
      cwd: fileURLToPath(cwd.toString()),
      env: { ...ownVariables(), ...env },
    }),
  );
  task.presentationOptions = {
    reveal: vscode.TaskRevealKind.Always,
    focus: true,
    panel: vscode.TaskPanelKind.Dedicated,
    clear: true,
  };
  const execution = await vscode.tasks.executeTask(task);
  return new Promise((resolve) => {
    const started = vscode.tasks.onDidStartTaskProcess((event) => {
      if (event.execution === execution) clearTimeout(patience);
    });
    // Without a terminal nothing would ever be told of the task.
    const patience = setTimeout(() => {
      void vscode.window.showErrorMessage(
        vscode.l10n.t(
          'No terminal could be started for "{0}". Run it yourself: migration-guard {1}',
          name,
          args.join(' '),
        ),
      );
      settle(undefined);
    }, startLimit);
    const ended = vscode.tasks.onDidEndTaskProcess((event) => {
      if (event.execution === execution) settle(event.exitCode);
    });
    // Where the process could not be started, only this comes.
    const gone = vscode.tasks.onDidEndTask((event) => {
      if (event.execution === execution) setTimeout(() => settle(undefined), 100);
    });
    const settle = (exitCode: number | undefined): void => {
      clearTimeout(patience);
      started.dispose();
      ended.dispose();
      gone.dispose();
      resolve(exitCode);
    };
  });
}

/** Milliseconds in which a terminal has to start. */
const startLimit = 15_000;

/**
 * The variables by which the editor itself has found the database: a terminal may have others, and what was shown and
 * agreed to would then be done elsewhere.
 */
function ownVariables(): Record<string, string> {
  const entries = Object.entries(process.env).filter(([name]) => !/^(?:VSCODE|ELECTRON)_/.test(name));
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

interface Node {
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
}

let found: Promise<Node> | undefined;

/** The node on PATH if it is new enough, else VS Code's own. */
function node(): Promise<Node> {
  found ??= isNewEnough('node').then((is) =>
    is ? { program: 'node', env: {} } : { program: process.execPath, env: { ELECTRON_RUN_AS_NODE: '1' } },
  );
  return found;
}

/** What package.json's `engines` asks for. */
const oldest = [20, 19] as const;

async function isNewEnough(program: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)(program, ['--version'], { timeout: 5_000 });
    const [major = 0, minor = 0] = stdout.trim().replace(/^v/, '').split('.').map(Number);
    return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  } catch {
    return false;
  }
}
