import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { answering } from '../dialog';
import { eventually } from '../eventually';
import { click, needWindowInput, read } from '../window-input';
import { startProjectDatabase, type ProjectDatabase } from '../suite/database';
import { choose } from './menu';
import { refresh, viewLines } from './sidebar';

const root = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
const driftIgnore = path.join(root, 'prisma/drift-ignore.json');

const schema = path.join(root, 'prisma/schema.prisma');

/** Waits until drift-ignore.json lists these. While it is being written it may be half a text. */
async function listed(...names: string[]): Promise<void> {
  await eventually(() => {
    const { protectedIndexes } = JSON.parse(fs.readFileSync(driftIgnore, 'utf8')) as {
      protectedIndexes: { name: string }[];
    };
    assert.deepEqual(
      protectedIndexes.map(({ name }) => name),
      names,
    );
  });
}

describe('what can be done about a protected index in its view', () => {
  let database: ProjectDatabase;
  const text = fs.readFileSync(driftIgnore, 'utf8');

  before(async function () {
    this.timeout(120_000);
    needWindowInput(this);
    database = await startProjectDatabase();
    await database.applyCommitted();
    await refresh();
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    fs.writeFileSync(driftIgnore, text);
    await database.close();
  });

  it('lists it in drift-ignore.json, and takes it out again once that is agreed to', async function () {
    this.timeout(120_000);
    await choose('protectedIndexes', 'idx_memories_embedding', 'List in drift-ignore.json');
    await listed('memories_chunk_group_id_idx', 'idx_memories_embedding');
    // The menu offers what fits, once the view has been told.
    await refresh();
    await viewLines();

    const { dialogs } = await answering(undefined, async (answered) => {
      await choose('protectedIndexes', 'idx_memories_embedding', 'Forget');
      await answered;
    });
    assert.match(
      dialogs.join(),
      /^Take idx_memories_embedding out of drift-ignore\.json\?\nIt stays protected, /,
    );
    await listed('memories_chunk_group_id_idx', 'idx_memories_embedding');

    const agreed = await answering('Forget idx_memories_embedding', async () => {
      await choose('protectedIndexes', 'idx_memories_embedding', 'Forget');
      await listed('memories_chunk_group_id_idx');
    });
    assert.equal(agreed.dialogs.length, 1, 'it was out of the file before anybody had agreed');
    assert.equal(fs.readFileSync(driftIgnore, 'utf8'), text);
  });

  it('shows how it would be declared in the schema, before anything is written', async () => {
    await choose('protectedIndexes', 'idx_memories_embedding', 'Declare in schema.prisma');
    assert.match(await read('.bulk-edit-panel .monaco-list'), /schema\.prisma/);
    await click('.bulk-edit-panel .monaco-button:has-text("Discard")');
    assert.doesNotMatch(fs.readFileSync(schema, 'utf8'), /map: "idx_memories_embedding"/);
  });

  it('leads to the statement that makes it', async () => {
    await choose('protectedIndexes', 'idx_memories_embedding', 'Go to the Statement That Makes It');
    await eventually(() => assert.equal(vscode.window.activeTextEditor?.selection.isEmpty, false));
    const editor = vscode.window.activeTextEditor!;
    assert.match(editor.document.uri.path, /restore_vector_index/);
    assert.match(editor.document.getText(editor.selection), /^CREATE INDEX .*idx_memories_embedding/s);
  });

  it('does nothing for whoever calls a command with something else than an index', async () => {
    for (const command of [
      'declareIndex',
      'listIndex',
      'forgetIndex',
      'goToOrigin',
      'openMigration',
      'openTerminal',
    ]) {
      for (const forged of [
        undefined,
        'x',
        { index: { name: 'idx_memories_embedding' }, root: 'file:///' },
      ]) {
        await vscode.commands
          .executeCommand(`migrationGuard.${command}`, forged)
          .then(undefined, () => undefined);
      }
    }
    assert.equal(fs.readFileSync(driftIgnore, 'utf8'), text);
    assert.deepEqual(vscode.window.terminals, []);
  });
});
