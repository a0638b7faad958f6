import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { logText } from './log';
import { theFile } from './screen';
import { skipInOldest } from '../oldest';
import { startedTask, until, watchingTasks } from './tasks';
import { folder, problems, run, tidyUp } from './commands';

describe('linting the workspace in a terminal', () => {
  afterEach(tidyUp);

  let draft: vscode.Uri;

  beforeEach(async () => {
    draft = await theFile('**/migrations/*_add_tags/migration.sql');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('ends with the exit code, and makes problems of files that are not open', async function () {
    skipInOldest(this, 'the problems of a matcher do not come in the window of VS Code 1.100');
    const { result, commandLines } = await watchingTasks(() => run('lintWorkspace'));
    assert.equal(result, 1);
    assert.deepEqual(commandLines, [['lint', '--', '.']]);
    await until('both findings are problems', () => problems(draft).length === 2);
    const seen = problems(draft).map(({ code, severity, range: { start }, message }) => [
      ...[code, vscode.DiagnosticSeverity[severity], start.line + 1, start.character + 1],
      message.split(/\s+/, 4).join(' '),
    ]);
    assert.deepEqual(seen, [
      ['drop-protected-index', 'Error', 5, 12, 'Drops idx_memories_embedding, an ivfflat'],
      ['duplicate-protected-index', 'Error', 11, 14, 'Creates memories_chunk_group_id_idx, which exists'],
    ]);
  });
});

describe('a task that asks', () => {
  afterEach(tidyUp);

  afterEach(() => fs.rmSync(path.join(folder(), '.gitattributes'), { force: true }));

  it('is answered in its terminal', async () => {
    const ended = run('init');
    await startedTask();
    const terminal = vscode.window.terminals.find(({ name }) => name === 'Migration Guard: init');
    assert.ok(terminal, vscode.window.terminals.map(({ name }) => name).join());
    let isOver = false;
    void ended.then(() => (isOver = true));
    // It asks one thing after the other.
    const typing = setInterval(() => terminal.sendText('y', false), 200);
    await until('it has ended', () => isOver);
    clearInterval(typing);
    assert.equal(await ended, 0);
    assert.match(fs.readFileSync(path.join(folder(), '.gitattributes'), 'utf8'), /migration/);
  });

  it('is shown instead of started again, and refreshes what is known when a person ends it', async () => {
    const first = run('init');
    const execution = await startedTask();
    const { commandLines, result } = await watchingTasks(async () => {
      vscode.window.terminals.find(({ name }) => name !== execution.task.name)?.show();
      return await run('init');
    });
    assert.deepEqual([commandLines, result], [[], undefined]);
    assert.equal(vscode.window.activeTerminal?.name, 'Migration Guard: init');
    const asked = async (): Promise<number> => (await logText()).split(' in local ').length;
    const before = await asked();
    execution.terminate();
    assert.notEqual(await first, 0);
    assert.equal(vscode.tasks.taskExecutions.length, 0);
    await until('the database was asked again', async () => (await asked()) > before);
  });
});

describe('a name that VS Code would fill in', () => {
  afterEach(tidyUp);

  it('is refused, and nothing runs', async () => {
    const root = vscode.Uri.joinPath(
      vscode.workspace.workspaceFolders![0]!.uri,
      '${command:workbench.action.closeFolder}',
    );
    const write = (file: string, text: string) =>
      vscode.workspace.fs.writeFile(vscode.Uri.joinPath(root, file), new TextEncoder().encode(text));
    await write('prisma/schema.prisma', 'datasource db {\n  provider = "postgresql"\n}\n');
    await write('prisma/migrations/1_a/migration.sql', 'CREATE TABLE a ();\n');
    try {
      await run('refresh');
      const { result, commandLines } = await watchingTasks(() => run('verify', root.toString()));
      assert.deepEqual([result, commandLines], [undefined, []]);
    } finally {
      fs.rmSync(root.fsPath, { recursive: true });
      await run('refresh');
    }
  });
});
