import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as vscode from 'vscode';
import { startProjectDatabase, type ProjectDatabase } from './database';
import { diagnostics, lenses, open, quickFixes, theFile } from './screen';

describe('a migration whose database can be asked', () => {
  let database: ProjectDatabase;
  let settled: vscode.Uri;
  let draft: vscode.Uri;
  let original: string;

  const refresh = () => vscode.commands.executeCommand('migrationGuard.refresh');
  const write = (text: string) => fs.writeFileSync(settled.fsPath, text);

  beforeEach(async () => {
    settled = await theFile('**/migrations/*_no_default_title/migration.sql');
    draft = await theFile('**/migrations/*_add_tags/migration.sql');
    original = fs.readFileSync(settled.fsPath, 'utf8');
  });

  before(async function () {
    this.timeout(120_000);
    database = await startProjectDatabase();
    await database.applyCommitted();
  });

  after(() => database.close());

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    write(original);
  });

  it('says above itself when it was applied, and what is pending', async () => {
    await refresh();
    await open(settled);
    assert.deepEqual(await lenses(settled), ['applied 2026-01-21 on local']);
    await open(draft);
    assert.deepEqual(await lenses(draft), ['pending on local', 'Migrate']);
  });

  it('says that it has drifted, and shows what differs', async () => {
    write(`-- reformatted\n${original}`);
    await refresh();
    await open(settled);
    assert.deepEqual(await lenses(settled), ['drifted on local: cosmetic', 'Show Difference', 'Fix Drift…']);
    await vscode.commands.executeCommand('migrationGuard.showDifference', settled);
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.ok(tab?.input instanceof vscode.TabInputTextDiff, 'no comparison was opened');
    const applied = await vscode.workspace.openTextDocument(tab.input.original);
    assert.equal(applied.getText(), original);
    assert.match(tab.label, /applied to local/);
  });

  it('warns while it is typed in, and has its applied text put back by a quick fix', async () => {
    await refresh();
    const editor = await open(settled);
    await diagnostics(settled, 0);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '-- thought better of it\n'));
    const [warning] = await diagnostics(settled, 1);
    assert.match(warning!.message, /^Changes comments or white space of .*_no_default_title/);
    const fixes = await quickFixes(settled, warning!.range);
    const revert = fixes.find(({ title }) => title === 'Put back the text that was applied');
    assert.ok(revert?.edit, fixes.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(revert.edit);
    assert.equal(editor.document.getText(), original);
    await diagnostics(settled, 0);
  });

  it('has what was added to it moved into a new migration', async () => {
    await refresh();
    const editor = await open(settled);
    const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
    await editor.edit((edit) => edit.insert(end, '\nALTER TABLE "chats" ADD COLUMN "icon" TEXT;\n'));
    const [warning] = await diagnostics(settled, 1);
    assert.match(warning!.message, /SQL of .*_no_default_title/);
    const fixes = await quickFixes(settled, warning!.range);
    const move = fixes.find(({ title }) => title === 'Move what was added into a new migration');
    assert.ok(move?.edit, fixes.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(move.edit);
    assert.equal(editor.document.getText(), original);
    const made = vscode.workspace.textDocuments.find(({ uri }) => uri.path.includes('_continued/'));
    assert.ok(made, 'no migration was made');
    assert.equal(made.getText(), 'ALTER TABLE "chats" ADD COLUMN "icon" TEXT;\n');
    // Else it would be saved by itself, after its folder has been removed.
    await open(made.uri);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(made.uri, '..'), { recursive: true });
  });

  it('says why nothing is known once the database is gone, and keeps what was known', async () => {
    await refresh();
    const url = process.env['DATABASE_URL'];
    process.env['DATABASE_URL'] = 'postgresql://nobody@127.0.0.1:1/none';
    try {
      await refresh();
      await open(settled);
      assert.deepEqual(await lenses(settled), ['applied 2026-01-21 on local']);
    } finally {
      process.env['DATABASE_URL'] = url;
    }
  });
});
