import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { prismaEnvironment } from '../../helpers/prisma-cli';
import { closeEditor, diagnostics, open } from './screen';

const repository = path.resolve(__dirname, '../../../..');

const files = {
  'package.json': '{ "private": true }\n',
  'prisma.config.ts':
    "import { defineConfig, env } from 'prisma/config';\n\nexport default defineConfig({ schema: 'prisma/schema.prisma', datasource: { url: env('DATABASE_URL') } });\n",
  'prisma/schema.prisma':
    'datasource db {\n  provider = "postgresql"\n}\n\nmodel notes {\n  id   String  @id\n  body String?\n}\n',
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  'prisma/migrations/20260101000000_init/migration.sql':
    'CREATE TABLE notes (id TEXT NOT NULL, body TEXT, CONSTRAINT notes_pkey PRIMARY KEY (id));\nCREATE INDEX notes_fast ON notes USING hash (body);\n',
};

/** Adds a line to the schema's model and saves it. */
async function addLine(editor: vscode.TextEditor, line: string): Promise<void> {
  const { document } = editor;
  await editor.edit((edit) =>
    edit.insert(document.lineAt(document.lineCount - 2).range.start, `  ${line}\n`),
  );
  assert.equal(await document.save(), true);
}

describe('a schema that is saved', function () {
  // The real Prisma CLI runs each time.
  this.timeout(120_000);

  let folder: string;
  let schema: vscode.Uri;
  const variables: Record<string, string | undefined> = {};

  const showHints = (value: false | undefined) =>
    vscode.workspace
      .getConfiguration('migrationGuard')
      .update('schema.hints', value, vscode.ConfigurationTarget.Global);

  const allow = (code: 'automatic' | undefined) =>
    vscode.workspace
      .getConfiguration('migrationGuard')
      .update('projectCode', code, vscode.ConfigurationTarget.Global);

  before(async () => {
    await allow('automatic');
    // They stand on the same models, also when nothing is predicted.
    await showHints(false);
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    folder = path.join(vscode.Uri.joinPath(workspace.uri, 'predicted').path);
    for (const [file, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      fs.writeFileSync(path.join(folder, file), text);
    }
    for (const name of ['prisma', '@prisma/config']) {
      const target = path.join(folder, 'node_modules', name);
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.symlinkSync(path.join(repository, 'node_modules', name), target, 'junction');
    }
    for (const [name, value] of Object.entries(prismaEnvironment(folder))) {
      variables[name] = process.env[name];
      process.env[name] = value;
    }
    schema = vscode.Uri.joinPath(workspace.uri, 'predicted/prisma/schema.prisma');
  });

  after(async () => {
    await closeEditor();
    await showHints(undefined);
    await allow(undefined);
    for (const [name, value] of Object.entries(variables)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('says on its model which index the next migrate dev would drop, until it is declared', async () => {
    const editor = await open(schema);
    await addLine(editor, 'tag String?');
    await addLine(editor, 'other String?'); // Ends what the first save began.
    const [warning] = await diagnostics(schema, 1, 100_000);
    assert.ok(warning);
    assert.equal(warning.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(editor.document.getText(warning.range), 'notes');
    assert.match(
      warning.message,
      /^The next migrate dev would drop notes_fast, a hash index on notes\.body /,
    );
    assert.match(warning.message, /safe-migrate would leave that out\.$/);

    await addLine(editor, '@@index([body], map: "notes_fast", type: Hash)');
    await diagnostics(schema, 0, 100_000);
  });

  it('says nothing while that is switched off', async () => {
    const settings = vscode.workspace.getConfiguration('migrationGuard');
    const editor = await open(schema);
    const { document } = editor;
    const declaration = document.getText().indexOf('  @@index');
    try {
      await editor.edit((edit) =>
        edit.delete(document.lineAt(document.positionAt(declaration).line).rangeIncludingLineBreak),
      );
      assert.equal(await document.save(), true);
      await diagnostics(schema, 1, 100_000);
      await settings.update('predict.onSave', false, vscode.ConfigurationTarget.Global);
      await diagnostics(schema, 0);
      await addLine(editor, 'third String?');
      assert.deepEqual(fs.readdirSync(path.join(folder, 'prisma', 'migrations')).sort(), [
        '20260101000000_init',
        'migration_lock.toml',
      ]);
    } finally {
      await settings.update('predict.onSave', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('loses what was said about it when a migration is written', async () => {
    const editor = await open(schema);
    await addLine(editor, 'fourth String?');
    await diagnostics(schema, 1, 100_000);
    const migration = path.join(folder, 'prisma/migrations/20260102000000_next');
    fs.mkdirSync(migration);
    const file = vscode.Uri.joinPath(schema, '../migrations/20260102000000_next/migration.sql');
    fs.writeFileSync(path.join(migration, 'migration.sql'), '');
    const written = await open(file);
    await written.edit((edit) => edit.insert(new vscode.Position(0, 0), 'SELECT 1;\n'));
    assert.equal(await written.document.save(), true);
    await diagnostics(schema, 0);
  });
});
