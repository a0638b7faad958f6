import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually } from '../eventually';
import { answering } from '../dialog';
import { checksumOfText, startProjectDatabase, type ProjectDatabase } from './database';
import { theFile } from './screen';
import { viewLines } from '../sidebar/sidebar';
import { startedTask, until, watchingTasks } from './tasks';
import { logText } from './log';
import { folder, run, tidyUp } from './commands';

describe('linting the workspace in a terminal', () => {
  afterEach(tidyUp);

  it('ends with the exit code', async () => {
    const { result, commandLines } = await watchingTasks(() => run('lintWorkspace'));
    assert.equal(result, 1);
    assert.deepEqual(commandLines, [['lint', '--', '.']]);
  });

  it('uses the node on PATH, and VS Code’s own where there is none', async () => {
    const before = process.env['PATH'];
    const usual = await watchingTasks(() => run('lintWorkspace'));
    process.env['PATH'] = path.join(folder(), 'nothing');
    try {
      const without = await watchingTasks(() => run('lintWorkspace'));
      assert.deepEqual([usual.result, without.result], [1, 1]);
      assert.deepEqual([...usual.programs, ...without.programs], ['node', process.execPath]);
    } finally {
      process.env['PATH'] = before;
    }
  });
});

describe('a name that a shell would misread', () => {
  afterEach(tidyUp);

  const name = `20260110000000_it's "a" $(touch pwned)`;
  // So that the test can be tried again.
  const applied = 'ALTER TABLE "chats" ADD COLUMN IF NOT EXISTS "icon" TEXT;\n';
  let database: ProjectDatabase;
  let migration: vscode.Uri;

  before(async function () {
    this.timeout(120_000);
    database = await startProjectDatabase();
    await database.applyCommitted();
    const draft = await theFile('**/migrations/*_add_tags/migration.sql');
    migration = vscode.Uri.joinPath(draft, '../..', name, 'migration.sql');
  });

  beforeEach(() => fs.mkdirSync(path.dirname(migration.fsPath)));

  afterEach(() => fs.rmSync(path.dirname(migration.fsPath), { recursive: true }));

  after(async () => {
    assert.equal(fs.existsSync(path.join(folder(), 'pwned')), false);
    await database.close();
  });

  it('reaches the command line as it is', async () => {
    fs.writeFileSync(migration.fsPath, applied);
    await database.run(applied);
    await database.run(`DELETE FROM "_prisma_migrations" WHERE id = 'quoted'`);
    await database.run(`INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
      VALUES ('quoted', '${checksumOfText('unknown')}', '${name.replaceAll("'", "''")}', now(), 1)`);
    await run('refresh');
    const { result, commandLines } = await watchingTasks(
      async () => (await answering('Fix Checksum', () => run('fixDrift', migration))).result,
    );
    assert.ok(commandLines[0]?.includes(`--accept=${name}`), JSON.stringify(commandLines));
    assert.equal(result, 0);
    assert.equal(await database.checksumOf(name), checksumOfText(applied));
    await eventually(async () => {
      const lines = await viewLines();
      assert.ok(
        lines.some((line) => line.startsWith(`Applied › ${name} · applied`)),
        lines.join('\n'),
      );
    });
    await database.run(`DELETE FROM "_prisma_migrations" WHERE id = 'quoted'`);
  });

  it('may be that of an index', async () => {
    const index = `idx "quoted" it's $(touch pwned)`;
    fs.writeFileSync(
      migration.fsPath,
      `CREATE INDEX "${index.replaceAll('"', '""')}" ON "chats" ("title") WHERE "title" IS NOT NULL;\n`,
    );
    await database.apply(migration).catch(() => undefined);
    await run('refresh');
    const root = vscode.workspace.workspaceFolders![0]!.uri.toString();
    const node = { root, index: { name: index } };
    const { result, commandLines } = await watchingTasks(() => run('restoreIndex', node));
    assert.deepEqual(commandLines[0]?.slice(-2), ['--', index]);
    assert.equal(result, 0);
  });
});

describe('a project in a folder whose name a shell would misread', () => {
  afterEach(tidyUp);

  const name = `it's "a" $(touch pwned)`;
  let root: vscode.Uri;

  before(async () => {
    root = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name);
    const files = {
      'package.json': '{}',
      'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\n',
      'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
      'prisma/migrations/1_a/migration.sql':
        'CREATE TABLE a (b INT);\nCREATE INDEX c ON a (b) WHERE b > 0;\n',
      'prisma/migrations/2_b/migration.sql': 'DROP INDEX "c";\n',
    };
    for (const [file, text] of Object.entries(files)) {
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(root, file), new TextEncoder().encode(text));
    }
    await run('refresh');
  });

  after(async () => {
    fs.rmSync(root.fsPath, { recursive: true });
    assert.equal(fs.existsSync(path.join(folder(), 'pwned')), false);
    await run('refresh');
  });

  it('is verified', async () => {
    const { result, commandLines } = await watchingTasks(() => run('verify', root.toString()));
    assert.deepEqual(commandLines, [['verify', `--project=${name}`]]);
    assert.equal(typeof result, 'number');
  });
});

describe('a task that asks', () => {
  afterEach(tidyUp);

  afterEach(() => fs.rmSync(path.join(folder(), '.gitattributes'), { force: true }));

  it('is answered in its terminal', async () => {
    const ended = run('init');
    await startedTask();
    const terminal = vscode.window.terminals.find(({ name }) => name === 'init');
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
    assert.equal(vscode.window.activeTerminal?.name, 'init');
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
