import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as vscode from 'vscode';
import { eventually } from '../eventually';
import { needWindowInput } from '../window-input';
import { startProjectDatabase, type ProjectDatabase } from '../suite/database';
import { theFile } from '../suite/screen';
import { choose } from './menu';
import { refresh, viewLines } from './sidebar';

describe('what can be done about a migration in its view', () => {
  let database: ProjectDatabase;
  let drifted: vscode.Uri;
  let original: string;

  before(async function () {
    this.timeout(120_000);
    needWindowInput(this);
    drifted = await theFile('**/migrations/*_chunk_groups/migration.sql');
    original = fs.readFileSync(drifted.fsPath, 'utf8');
    database = await startProjectDatabase();
    await database.applyCommitted();
    await database.run(`INSERT INTO "_prisma_migrations" (id, checksum, migration_name, logs, applied_steps_count)
      VALUES ('bad', 'x', '20260301120000_add_tags', 'ERROR: no such table', 0)`);
    fs.writeFileSync(drifted.fsPath, `-- reformatted\n${original}`);
    await refresh();
    assert.equal((await viewLines()).filter((line) => line.startsWith('Needs attention')).length, 2);
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    fs.writeFileSync(drifted.fsPath, original);
    await database.close();
  });

  it('shows what failed', async () => {
    await choose('migrations', 'add_tags', 'Show What Failed');
    const shown = () => vscode.window.activeTextEditor?.document.getText();
    await eventually(() => assert.equal(shown(), 'ERROR: no such table'));
  });

  it('shows what differs from the applied text', async () => {
    await choose('migrations', 'chunk_groups', 'Show Difference to the Applied Migration');
    const tab = () => vscode.window.tabGroups.activeTabGroup.activeTab;
    await eventually(() => assert.ok(tab()?.input instanceof vscode.TabInputTextDiff));
    assert.equal(tab()?.label, '20251119083012_chunk_groups: applied to local ↔ now');
  });

  it('copies its name', async () => {
    await vscode.env.clipboard.writeText('');
    await choose('migrations', 'chunk_groups', 'Copy Name');
    await eventually(async () =>
      assert.equal(await vscode.env.clipboard.readText(), '20251119083012_chunk_groups'),
    );
  });

  it('opens it', async () => {
    await choose('migrations', 'chunk_groups', 'Open Migration');
    const shown = () => vscode.window.activeTextEditor?.document.uri.path;
    await eventually(() => assert.equal(shown(), drifted.path));
  });
});
