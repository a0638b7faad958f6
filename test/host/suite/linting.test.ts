import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditor, diagnostics, open, quickFixes, theFile } from './screen';

const drop = '-- DropIndex\nDROP INDEX "idx_memories_embedding";\n';

describe('an open migration that drops a protected index', () => {
  let migration: vscode.Uri;
  let editor: vscode.TextEditor;

  beforeEach(async () => {
    migration = await theFile('**/migrations/*_add_tags/migration.sql');
    editor = await open(migration);
  });

  afterEach(closeEditor);

  it('has an error on the name of the index', async () => {
    const [error] = await diagnostics(migration, 2);
    assert.equal(error!.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(editor.document.getText(error!.range), '"idx_memories_embedding"');
    assert.match(error!.message, /idx_memories_embedding.*ivfflat/);
    assert.doesNotMatch(error!.message, /[\r\n]/);
    const { code } = error!;
    assert.ok(typeof code === 'object', 'the code has no link');
    assert.equal(code.value, 'drop-protected-index');
    assert.match(code.target.toString(), /^https:.*drop-protected-index/);
  });

  it('leads to the migration that made the index', async () => {
    const [error] = await diagnostics(migration, 2);
    const origins = error!.relatedInformation ?? [];
    assert.ok(origins.length > 0, 'no related place');
    const { uri, range } = origins[0]!.location;
    await closeEditor();
    const origin = await open(uri);
    assert.match(origin.document.getText(range), /idx_memories_embedding/);
  });

  it('keeps the index with the preferred quick fix, and one undo takes that back', async () => {
    const before = editor.document.getText();
    assert.ok(before.includes(drop), 'the example no longer holds the statement that Prisma generates');
    const [error] = await diagnostics(migration, 2);
    const preferred = (await quickFixes(migration, error!.range)).filter(({ isPreferred }) => isPreferred);
    assert.equal(preferred.length, 1);

    assert.equal(await vscode.workspace.applyEdit(preferred[0]!.edit!), true);
    await diagnostics(migration, 1);
    const kept =
      '-- migration-guard: kept idx_memories_embedding, which Prisma will try to drop again until schema.prisma declares it\n';
    assert.equal(editor.document.getText(), before.replace(drop, kept));

    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), before);
    await diagnostics(migration, 2);
  });

  it('loses its diagnostics when it is closed', async () => {
    await diagnostics(migration, 2);
    await closeEditor();
    await diagnostics(migration, 0);
  });

  it('is left alone while linting is switched off', async () => {
    await diagnostics(migration, 2);
    const settings = vscode.workspace.getConfiguration('migrationGuard');
    try {
      await settings.update('lint.enable', false, vscode.ConfigurationTarget.Global);
      await diagnostics(migration, 0);
    } finally {
      await settings.update('lint.enable', undefined, vscode.ConfigurationTarget.Global);
    }
    await diagnostics(migration, 2);
  });
});

describe('a draft in which a drop is typed', () => {
  let draft: vscode.Uri;

  before(async () => {
    // A folder that comes just before the one which drops the index: there the index still exists.
    const { path } = await theFile('**/migrations/*_add_tags/migration.sql');
    const [, migrations, timestamp] = /^(.*)\/(\d{14})_add_tags\//.exec(path)!;
    const workspace = vscode.workspace.workspaceFolders![0]!;
    draft = workspace.uri.with({ path: `${migrations}/${Number(timestamp) - 1}_try_out/migration.sql` });
    await vscode.workspace.fs.writeFile(draft, new TextEncoder().encode('-- Nothing yet.\n\n'));
  });

  after(async () => {
    await closeEditor();
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(draft, '..'), { recursive: true });
  });

  it('gets its error before it is saved, and loses it by undo', async () => {
    const editor = await open(draft);
    await diagnostics(draft, 0);

    await editor.edit((edit) => edit.insert(editor.document.lineAt(2).range.start, drop));
    const [error] = await diagnostics(draft, 1);
    assert.equal(editor.document.isDirty, true);
    assert.equal(editor.document.getText(error!.range), '"idx_memories_embedding"');

    await vscode.commands.executeCommand('undo');
    await diagnostics(draft, 0);
    assert.equal(editor.document.getText(), '-- Nothing yet.\n\n');
  });
});

describe('a file that is no migration', () => {
  it('is not linted, whatever it drops', async () => {
    const migration = await theFile('**/migrations/*_add_tags/migration.sql');
    const elsewhere = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'notes.sql');
    await vscode.workspace.fs.writeFile(elsewhere, new TextEncoder().encode(drop));
    try {
      await open(elsewhere);
      // A migration opened after it has been linted: the turn of the other one would have come before.
      await open(migration);
      await diagnostics(migration, 2);
      await diagnostics(elsewhere, 0);
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.workspace.fs.delete(elsewhere);
    }
  });
});
