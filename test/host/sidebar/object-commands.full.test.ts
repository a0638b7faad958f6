import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually } from '../eventually';
import { startProjectDatabase, type ProjectDatabase } from '../suite/database';
import { closeTerminals, watchingTasks } from '../suite/tasks';
import { needWindowInput } from '../window-input';
import { choose } from './menu';
import { refresh, viewLines } from './sidebar';

const root = vscode.workspace.workspaceFolders![0]!.uri;
const migrations = path.join(root.fsPath, 'prisma/migrations');
const folder = path.join(migrations, '20260201100000_rules');
const file = path.join(folder, 'migration.sql');

const check = 'ALTER TABLE "chats" ADD CONSTRAINT "title_short" CHECK (length("title") < 200)';
const trigger =
  'CREATE TRIGGER "same" BEFORE UPDATE ON "chats" FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()';

describe('what is protected besides indexes, in its view', () => {
  let database: ProjectDatabase;

  before(async function () {
    this.timeout(120_000);
    needWindowInput(this);
    fs.mkdirSync(folder);
    fs.writeFileSync(file, `${check};\n${trigger};\nALTER TABLE "chats" ENABLE ROW LEVEL SECURITY;\n`);
    database = await startProjectDatabase();
    await database.applyCommitted();
    await refresh();
  });

  after(async () => {
    await closeTerminals();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    fs.rmSync(folder, { recursive: true, force: true });
    for (const name of fs.readdirSync(migrations)) {
      if (name.includes('restore_title_short')) fs.rmSync(path.join(migrations, name), { recursive: true });
    }
    await database.close();
    await refresh();
  });

  const ofChats = async (): Promise<string[]> =>
    (await viewLines()).filter((line) => line.startsWith('chats'));

  it('stands by its table, and says what is not in force', async () => {
    assert.deepEqual(await ofChats(), [
      'chats › title_short · in place · CHECK',
      'chats › row level security · in place',
      'chats › same · in place · trigger',
    ]);
    await database.run('ALTER TABLE "chats" DISABLE TRIGGER "same", DISABLE ROW LEVEL SECURITY');
    await refresh();
    assert.deepEqual(await ofChats(), [
      'chats · 2 of 3 not in place › title_short · in place · CHECK',
      'chats · 2 of 3 not in place › row level security · missing',
      'chats · 2 of 3 not in place › same · disabled · trigger',
    ]);
  });

  it('leads to its statement, and copies it', async () => {
    await choose('protectedIndexes', 'same', 'Go to the Statement That Makes It');
    await eventually(() => assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, file));
    const editor = vscode.window.activeTextEditor!;
    assert.match(editor.document.getText(editor.selection), /^CREATE TRIGGER "same"/);
    await choose('protectedIndexes', 'same', 'Copy the Statement That Makes It');
    await eventually(async () => assert.equal(await vscode.env.clipboard.readText(), `${trigger};\n`));
  });

  it('comes back by a new migration', async () => {
    await database.run('ALTER TABLE "chats" DROP CONSTRAINT "title_short"');
    await refresh();
    const object = { kind: 'check', table: 'chats', name: 'title_short' };
    const { commandLines } = await watchingTasks(() =>
      vscode.commands.executeCommand('migrationGuard.restoreIndex', { root: root.toString(), object }),
    );
    assert.deepEqual(commandLines[0]?.slice(-2), ['--', 'chats.title_short']);
  });
});
