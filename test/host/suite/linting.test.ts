import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { theExtension } from '../extension';
import { closeEditor, diagnostics, open, quickFixes, theFile } from './screen';
import { until } from './tasks';

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
    const page = vscode.Uri.joinPath(theExtension().extensionUri, 'docs/rules/drop-protected-index.md');
    assert.equal(code.target.toString(), page.toString());
    assert.ok(fs.existsSync(page.fsPath));
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

  it('has the diagnostics of what is on disk when it is closed without being saved', async () => {
    const editor = vscode.window.activeTextEditor;
    await editor?.edit((edit) => edit.delete(new vscode.Range(0, 0, editor.document.lineCount, 0)));
    await diagnostics(migration, 0);
    await closeEditor();
    await diagnostics(migration, 2);
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

describe('an open file that configures us', () => {
  const root = vscode.workspace.workspaceFolders![0]!.uri;
  const guard = vscode.Uri.joinPath(root, 'migration-guard.json');

  afterEach(async () => {
    await closeEditor();
    await vscode.workspace.fs.delete(guard).then(undefined, () => undefined);
  });

  it('has its mistakes underlined while they are typed', async () => {
    const driftIgnore = await theFile('**/drift-ignore.json');
    const editor = await open(driftIgnore);
    await diagnostics(driftIgnore, 0);
    const list = editor.document.getText().indexOf('"protectedIndexes": [');
    assert.ok(list > 0, 'the example protects no index any more');
    const start = editor.document.positionAt(list + '"protectedIndexes": ['.length);
    await editor.edit((edit) => edit.insert(start, ' { "name": 1 },'));
    const [mistake] = await diagnostics(driftIgnore, 1);
    assert.equal(mistake!.severity, vscode.DiagnosticSeverity.Error);
    assert.match(mistake!.message, /name must be a string/);
    assert.equal(editor.document.getText(mistake!.range), '1');

    await vscode.commands.executeCommand('undo');
    await diagnostics(driftIgnore, 0);
  });

  it('shows what its project has to say of it, as it is typed', async () => {
    const entry = (migration: string) => ({ migration, rule: 'drop-protected-index', reason: 'known' });
    const textFor = (migration: string) => JSON.stringify({ ignore: [entry(migration)] });
    await vscode.workspace.fs.writeFile(guard, new TextEncoder().encode(textFor('20200101000000_gone')));
    const editor = await open(guard);
    const [unused] = await diagnostics(guard, 1);
    assert.match(unused!.message, /suppresses nothing: there is no migration 20200101000000_gone/);
    assert.match(editor.document.getText(unused!.range), /20200101000000_gone/);

    const migration = await theFile('**/migrations/*_add_tags/migration.sql');
    const used = /([^/]+)\/migration\.sql$/.exec(migration.path)![1]!;
    const all = new vscode.Range(0, 0, editor.document.lineCount, 0);
    await editor.edit((edit) => edit.replace(all, textFor(used)));
    const isConsent = ({ severity, message }: vscode.Diagnostic): boolean =>
      severity === vscode.DiagnosticSeverity.Information &&
      /^Suppresses drop-protected-index in .*_add_tags: known\./.test(message);
    await until('the entry is consent', () => vscode.languages.getDiagnostics(guard).every(isConsent));
    await diagnostics(guard, 1);
  });
});

describe('a migration whose project cannot be read whole', () => {
  it('says so at its top', async () => {
    const migration = await theFile('**/migrations/*_add_tags/migration.sql');
    const folder = path.join(path.dirname(path.dirname(migration.fsPath)), '20200101000000_link');
    fs.mkdirSync(folder);
    try {
      fs.symlinkSync('nowhere.sql', path.join(folder, 'migration.sql'));
      await open(migration);
      const [incomplete] = await diagnostics(migration, 3);
      assert.equal(incomplete!.severity, vscode.DiagnosticSeverity.Warning);
      assert.match(incomplete!.message, /20200101000000_link.migration\.sql could not be read/);
    } finally {
      await closeEditor();
      fs.rmSync(folder, { recursive: true });
    }
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
