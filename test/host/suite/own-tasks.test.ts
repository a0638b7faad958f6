import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { needTerminals } from '../terminals';
import { folder, run, tidyUp } from './commands';
import { startedTask, until, watchingTasks } from './tasks';

const ours = () => vscode.tasks.fetchTasks({ type: 'migration-guard' });
const settings = path.join(folder(), '.vscode');

/** The exit code of the next task of that name. */
function ended(name: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const watch = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.name !== name) return;
      watch.dispose();
      resolve(exitCode);
    });
  });
}

describe('our tasks', () => {
  before(function () {
    needTerminals(this);
  });

  afterEach(tidyUp);

  // Catches: no provider, so that Run Task offers nothing of ours; and names such as "Migration Guard: Migration Guard: lint".
  it('are offered for the project, each by its command', async () => {
    const tasks = await ours();
    const labels = tasks.map(({ source, name }) => `${source}: ${name}`);
    const commands = ['check-drift', 'dev', 'inspect', 'lint', 'migrate', 'predict', 'safe-migrate'];
    const all = [...commands, 'status', 'verify'].map((command) => `Migration Guard: ${command}`);
    assert.deepEqual(labels.sort(), all);
  });

  it('run when they are chosen, in a terminal of that name', async () => {
    const lint = (await ours()).find(({ name }) => name === 'lint')!;
    const exitCode = ended('lint');
    await vscode.tasks.executeTask(lint);
    assert.equal(await exitCode, 1);
    assert.ok(vscode.window.terminals.some(({ name }) => name === 'lint'));
  });

  // Catches: a definition that VS Code cannot make a task of again.
  it('run again by Rerun Last Task, also those that a command has started', async () => {
    assert.equal(typeof (await run('checkDrift')), 'number');
    const { commandLines } = await watchingTasks(async () => {
      const again = ended('check-drift');
      await vscode.commands.executeCommand('workbench.action.tasks.reRunTask');
      await again;
    });
    assert.deepEqual(commandLines, [['check-drift', '--env=local', '--project=.']]);
  });

  // Catches: no resolveTask, without which VS Code cannot run what stands in tasks.json.
  it('may stand in tasks.json, under a name of their own', async () => {
    const task = {
      ...{ type: 'migration-guard', command: 'lint' },
      args: ['--base', 'none'],
      label: 'all new',
    };
    fs.mkdirSync(settings, { recursive: true });
    try {
      fs.writeFileSync(
        path.join(settings, 'tasks.json'),
        JSON.stringify({ version: '2.0.0', tasks: [task] }),
      );
      const named = async () =>
        (await vscode.tasks.fetchTasks()).find(({ name }) => name.includes(task.label));
      await until('VS Code knows the task', async () => (await named()) !== undefined);
      const { commandLines } = await watchingTasks(async () => {
        const started = startedTask();
        await vscode.tasks.executeTask((await named())!);
        await started;
      });
      assert.deepEqual(commandLines, [['lint', '--base', 'none']]);
    } finally {
      fs.rmSync(settings, { recursive: true, force: true });
    }
  });
});

describe('a terminal of VS Code', () => {
  before(function () {
    needTerminals(this);
  });

  afterEach(tidyUp);

  // Catches: a launcher that is not on the PATH, or cannot be run.
  it('knows the command migration-guard, after everything else', async () => {
    const said = path.join(folder(), 'said.txt');
    const terminal = vscode.window.createTerminal({ name: 'test' });
    try {
      terminal.sendText(
        `migration-guard --version > said.txt; echo "$PATH" >> said.txt; mv said.txt told.txt`,
      );
      const told = path.join(folder(), 'told.txt');
      await until('it has answered', () => fs.existsSync(told));
      const [version, onPath = ''] = fs.readFileSync(told, 'utf8').split('\n');
      assert.match(version ?? '', /^\d+\.\d+\.\d+$/);
      assert.match(onPath.split(path.delimiter).at(-1) ?? '', /migration-guard\.migration-guard.bin$/);
      fs.rmSync(told);
    } finally {
      fs.rmSync(said, { force: true });
    }
  });
});
