import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually } from '../eventually';
import { closeEditor, open } from './screen';

/** A project whose Prisma leaves a trace where it runs. */
function write(folder: string, more: Readonly<Record<string, string>> = {}): void {
  const trace = JSON.stringify(path.join(folder, 'ran'));
  const files = {
    'package.json': '{ "private": true }\n',
    'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\n',
    'prisma/migrations/1_init/migration.sql': 'CREATE TABLE notes (id text);\n',
    'node_modules/prisma/package.json': '{ "version": "7.10.0", "bin": "index.js" }',
    'node_modules/prisma/index.js': `require('node:fs').writeFileSync(${trace}, '');\n`,
    ...more,
  };
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
}

describe('a schema that is saved', () => {
  let top: vscode.Uri;
  const ran = (name: string): boolean => fs.existsSync(vscode.Uri.joinPath(top, name, 'ran').fsPath);

  const allow = (code: 'automatic' | undefined) =>
    vscode.workspace
      .getConfiguration('migrationGuard')
      .update('projectCode', code, vscode.ConfigurationTarget.Global);

  const save = async (name: string): Promise<void> => {
    const editor = await open(vscode.Uri.joinPath(top, name, 'prisma/schema.prisma'));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// edited\n'));
    assert.equal(await editor.document.save(), true);
    await closeEditor();
  };

  before(() => {
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    top = vscode.Uri.joinPath(workspace.uri, 'guarded');
    for (const name of ['unset', 'allowed']) write(vscode.Uri.joinPath(top, name).fsPath);
    write(vscode.Uri.joinPath(top, 'limited').fsPath, {
      'migration-guard.json': '{ "projectCode": "onCommand" }\n',
    });
  });

  after(async () => {
    await allow(undefined);
    fs.rmSync(top.fsPath, { recursive: true, force: true });
  });

  // Mutations: a prediction whatever projectCode is; predict called without --unasked.
  it('has the project’s Prisma run only if the person allows that without a command, and the project does not limit it', async () => {
    await save('unset');
    await allow('automatic');
    await save('limited');
    await save('allowed');
    // Whatever the earlier saves had begun would have run by then.
    await eventually(() => assert.equal(ran('allowed'), true));
    assert.deepEqual([ran('unset'), ran('limited')], [false, false]);
  });
});
