import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as vscode from 'vscode';
import { attributes, needWindowInput, press, read } from '../window-input';
import { startProjectDatabase, type ProjectDatabase } from '../suite/database';
import { theFile } from '../suite/screen';

const drifted = '20260112160540_no_default_title';
const rows = '.part.sidebar .monaco-list-row';

describe('the sidebar, for whoever does not see it or has no mouse', () => {
  let database: ProjectDatabase;
  let file: vscode.Uri;
  let original: string;

  before(async function () {
    this.timeout(120_000);
    needWindowInput(this);
    file = await theFile(`**/migrations/${drifted}/migration.sql`);
    original = fs.readFileSync(file.fsPath, 'utf8');
    database = await startProjectDatabase();
    await database.applyCommitted();
    fs.writeFileSync(file.fsPath, `-- reformatted\n${original}`);
    await vscode.commands.executeCommand('migrationGuard.refresh');
    await vscode.commands.executeCommand('migrationGuard.migrations.focus');
    await read(`${rows}:has-text("drifted")`);
    await read(`${rows}:has-text("memories_chunk_group_id_idx")`);
  });

  after(async () => {
    fs.writeFileSync(file.fsPath, original);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await database.close();
  });

  it('gives the name and the state of every item', async () => {
    const labels = await attributes(rows, 'aria-label');
    assert.ok(labels.length >= 7, labels.join('\n'));
    assert.deepEqual(
      labels.filter((label) => label.trim() === ''),
      [],
    );
    const named = labels.filter((label) => /^(\d{14}_|idx_|memories_)/.test(label));
    assert.equal(named.length, 4, labels.join('\n'));
    for (const label of named) assert.match(label, /^\w+, [a-z]/);
    assert.ok(
      labels.some((label) => label.startsWith(`${drifted}, drifted, cosmetic`)),
      labels.join('\n'),
    );
  });

  it('says what both views are', async () => {
    const trees = await attributes('.part.sidebar .monaco-list', 'aria-label');
    assert.deepEqual(trees.sort(), ['Migrations', 'Protected']);
  });

  it('has a name for every button', async () => {
    const buttons = await attributes('.part.sidebar a.action-label[role=button]', 'aria-label');
    assert.ok(buttons.length >= 4, buttons.join('\n'));
    assert.deepEqual(
      buttons.filter((name) => name.trim() === ''),
      [],
    );
  });

  it('is walked through with the arrow keys; Enter opens, Shift+F10 says what can be done', async () => {
    await walkTo(drifted);
    await press('Shift+F10');
    const menu = '.context-view .monaco-menu .action-label:not(.separator)';
    assert.match(await read('.context-view .monaco-menu'), /Fix Drift/);
    assert.ok((await attributes(menu, 'aria-label')).every((name) => name !== ''));
    await press('Escape');
    const opened = new Promise<vscode.TextEditor | undefined>((resolve) => {
      const subscription = vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (!editor) return;
        subscription.dispose();
        resolve(editor);
      });
    });
    await press('Enter');
    assert.equal((await opened)?.document.uri.path, file.path);
  });

  it('has the buttons of its title reached with Tab and the arrow keys', async () => {
    await vscode.commands.executeCommand('migrationGuard.migrations.focus');
    await walkTo(drifted);
    const reached = new Set<string>();
    for (const key of ['Shift+Tab', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Shift+Tab']) {
      await press(key);
      for (const name of await attributes('*:focus', 'aria-label')) reached.add(name);
    }
    for (const name of ['Select Environment', 'Safe Migrate', 'Refresh']) {
      assert.ok(
        [...reached].some((one) => one.includes(name)),
        [...reached].join('\n'),
      );
    }
  });
});

/** Moves the focus in the tree of migrations from its top down to an item. */
async function walkTo(name: string): Promise<void> {
  await vscode.commands.executeCommand('migrationGuard.migrations.focus');
  await press('Home');
  for (let steps = 0; steps < 20; steps += 1) {
    const [focused = ''] = await attributes(`${rows}.focused`, 'aria-label');
    if (focused.startsWith(name)) return;
    await press('ArrowDown');
  }
  assert.fail(`${name} was not reached`);
}
