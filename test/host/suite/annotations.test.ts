import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { closeEditor, diagnostics, open, quickFixes, theFile } from './screen';

const lensesOf = (uri: vscode.Uri) =>
  vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 50);

describe('a model whose table has indexes that the schema does not show', () => {
  afterEach(closeEditor);

  it('says which, leads to where they are made, and declares one on demand', async () => {
    const schema = await theFile('**/schema.prisma');
    const editor = await open(schema);
    const [hint] = await diagnostics(schema, 1);
    assert.equal(hint!.severity, vscode.DiagnosticSeverity.Hint);
    assert.equal(editor.document.getText(hint!.range), 'Memory');
    assert.match(
      hint!.message,
      /1 index .*idx_memories_embedding \(an ivfflat index on memories\.embedding\)/,
    );
    const [related] = hint!.relatedInformation!;
    assert.match(related!.location.uri.path, /restore_vector_index\/migration\.sql$/);
    assert.equal(related!.location.range.start.line, 1);

    const fixes = await quickFixes(schema, hint!.range);
    const declare = fixes.find(({ title }) => title.startsWith('Declare idx_memories_embedding'));
    assert.ok(declare?.edit, fixes.map(({ title }) => title).join());
    const edits = declare.edit.get(schema).map(({ newText }) => newText);
    assert.match(edits.join(''), /@@index\(\[embedding\], map: "idx_memories_embedding"\)/);
    assert.ok(fixes.some(({ title }) => title === 'Go to where idx_memories_embedding is made'));
  });

  it('says nothing more once it declares them', async () => {
    const schema = await theFile('**/schema.prisma');
    const editor = await open(schema);
    await diagnostics(schema, 1);
    const line = editor.document
      .getText()
      .split('\n')
      .findIndex((text) => text.includes('@@index([tags]'));
    await editor.edit((edit) =>
      edit.insert(new vscode.Position(line, 0), '  @@index([embedding], map: "idx_memories_embedding")\n'),
    );
    await diagnostics(schema, 0);
  });
});

describe('an open drift-ignore.json', () => {
  let file: vscode.Uri;
  let original: string;

  beforeEach(async () => {
    file = await theFile('**/drift-ignore.json');
    original = fs.readFileSync(file.fsPath, 'utf8');
  });

  afterEach(async () => {
    await closeEditor();
    fs.writeFileSync(file.fsPath, original);
  });

  it('shows above each entry where the index is made, and lists what is missing', async () => {
    const editor = await open(file);
    const lenses = await lensesOf(file);
    assert.deepEqual(
      lenses.map(({ command }) => command!.title),
      ['$(add) List idx_memories_embedding', 'made by hand in 20251119083012_chunk_groups'],
    );
    const [list] = lenses;
    const { command, arguments: given } = list!.command!;
    await vscode.commands.executeCommand(command, given?.[0]);
    const listed = JSON.parse(editor.document.getText()) as { protectedIndexes: { name: string }[] };
    assert.deepEqual(
      listed.protectedIndexes.map(({ name }) => name),
      ['memories_chunk_group_id_idx', 'idx_memories_embedding'],
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), original);
  });

  it('says that an entry whose index no migration makes may be stale', async () => {
    const editor = await open(file);
    const offset =
      editor.document.getText().indexOf('"protectedIndexes": [') + '"protectedIndexes": ['.length;
    await editor.edit((edit) =>
      edit.insert(editor.document.positionAt(offset), ' { "name": "idx_gone", "table": "memories" },'),
    );
    await lensesOf(file);
    const [stale] = await diagnostics(file, 1);
    assert.match(stale!.message, /^No migration makes idx_gone/);
    assert.equal(stale!.severity, vscode.DiagnosticSeverity.Information);
  });
});

describe('settings of the editor', () => {
  const settings = () => vscode.workspace.getConfiguration('migrationGuard');
  let migration: vscode.Uri;

  beforeEach(async () => {
    migration = await theFile('**/migrations/*_add_tags/migration.sql');
    await open(migration);
    await diagnostics(migration, 2);
  });

  afterEach(async () => {
    for (const key of ['lint.rules', 'lint.skip']) {
      await settings().update(key, undefined, vscode.ConfigurationTarget.Global);
    }
    await closeEditor();
  });

  it('give rules another severity at once, or hide them', async () => {
    const rules = { 'drop-protected-index': 'info', 'duplicate-protected-index': 'off' };
    await settings().update('lint.rules', rules, vscode.ConfigurationTarget.Global);
    const [info] = await diagnostics(migration, 1);
    assert.equal(info!.severity, vscode.DiagnosticSeverity.Information);
  });

  it('leave files alone that a pattern names, and take them up again', async () => {
    await settings().update('lint.skip', ['**/*_add_tags/**'], vscode.ConfigurationTarget.Global);
    await diagnostics(migration, 0);
    await settings().update('lint.skip', [], vscode.ConfigurationTarget.Global);
    await diagnostics(migration, 2);
  });
});

describe('a migration that is fixed as a whole', () => {
  afterEach(closeEditor);

  it('keeps every index at one command, and one undo takes that back', async () => {
    const migration = await theFile('**/migrations/*_add_tags/migration.sql');
    const editor = await open(migration);
    const before = editor.document.getText();
    await diagnostics(migration, 2);
    await vscode.commands.executeCommand('migrationGuard.fixAll');
    await diagnostics(migration, 0);
    assert.match(editor.document.getText(), /-- migration-guard: kept idx_memories_embedding/);
    assert.doesNotMatch(editor.document.getText(), /^DROP INDEX "idx_memories_embedding"/m);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), before);
  });

  it('has the cursor in the reason when something is marked as deliberate', async () => {
    const migration = await theFile('**/migrations/*_add_tags/migration.sql');
    const editor = await open(migration);
    const [error] = await diagnostics(migration, 2);
    const fixes = await quickFixes(migration, error!.range);
    const deliberate = fixes.find(({ title }) => title.startsWith('It is deliberate'));
    assert.ok(deliberate?.edit, `${deliberate?.title} among ${fixes.map(({ title }) => title).join()}`);
    await vscode.workspace.applyEdit(deliberate.edit);
    assert.equal(editor.document.getText(editor.selection), '<reason>');
    assert.match(editor.document.getText(), /-- migration-guard-ignore drop-protected-index: <reason>\n/);
    assert.ok(fixes.some(({ title }) => title === 'What drop-protected-index means'));
  });
});

describe('a settled migration that lost an index', () => {
  it('offers a new migration after all others that makes it again, and stays as it is', async () => {
    const restoring = await theFile('**/migrations/*_restore_vector_index/migration.sql');
    const future = vscode.Uri.joinPath(restoring, '../../29980101000000_dated_in_the_future/migration.sql');
    fs.mkdirSync(path.dirname(future.fsPath));
    fs.writeFileSync(future.fsPath, 'SELECT 1;\n');
    const text = fs.readFileSync(restoring.fsPath, 'utf8');
    fs.writeFileSync(restoring.fsPath, '-- Nothing is restored.\n');
    const lossy = await theFile('**/migrations/*_rename_chats/migration.sql');
    try {
      const editor = await open(lossy);
      const before = editor.document.getText();
      const [lost] = await diagnostics(lossy, 1);
      const fixes = await quickFixes(lossy, lost!.range);
      const restore = fixes.find(
        ({ title }) => title === 'Create a migration that restores idx_memories_embedding',
      );
      assert.ok(restore?.edit, fixes.map(({ title }) => title).join());
      await vscode.workspace.applyEdit(restore.edit);
      assert.equal(editor.document.getText(), before);
      const made = restore.command!.arguments![0] as vscode.Uri;
      assert.match(made.path, /\/29980101000001_restore_idx_memories_embedding\/migration\.sql$/);
      const draft = await vscode.workspace.openTextDocument(made);
      assert.match(draft.getText(), /CREATE INDEX idx_memories_embedding .*ivfflat/);
      await draft.save();
      await diagnostics(lossy, 0);
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(made, '..'), { recursive: true });
    } finally {
      fs.writeFileSync(restoring.fsPath, text);
      fs.rmSync(path.dirname(future.fsPath), { recursive: true });
      await closeEditor();
    }
  });
});
