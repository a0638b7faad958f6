import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { isFullRun } from '../../helpers/full';
import { closeEditor, diagnostics, lenses, open, theFile } from './screen';

const root = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
const drop = '-- DropIndex\nDROP INDEX "idx_items_7";\n';

const count = isFullRun ? 500 : 50;

describe(`a second project in the window, with ${count} migrations`, () => {
  const project = path.join(root, 'packages/big');
  const folders = Array.from({ length: count }, (_, n) => `${20240101000000 + n}_step_${n}`);
  const fileOf = (name: string) => path.join(project, 'prisma/migrations', name, 'migration.sql');
  const newest = vscode.Uri.file(fileOf(folders.at(-1)!));

  before(() => {
    fs.mkdirSync(path.join(project, 'prisma'), { recursive: true });
    fs.writeFileSync(
      path.join(project, 'prisma/schema.prisma'),
      'datasource db {\n  provider = "postgresql"\n}\n\nmodel Item {\n  id Int @id\n  code Int\n\n  @@map("items")\n}\n',
    );
    for (const [n, name] of folders.entries()) {
      fs.mkdirSync(path.dirname(fileOf(name)), { recursive: true });
      const sql =
        n === 0
          ? 'CREATE TABLE "items" ("id" INTEGER PRIMARY KEY, "code" INTEGER);\n'
          : `CREATE INDEX "idx_items_${n}" ON "items"("code") WHERE "code" > ${n};\n`;
      fs.writeFileSync(fileOf(name), n === count - 1 ? '-- Nothing yet.\n' : sql);
    }
    fs.writeFileSync(
      path.join(project, 'prisma/migrations/migration_lock.toml'),
      'provider = "postgresql"\n',
    );
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    fs.rmSync(path.join(root, 'packages'), { recursive: true, force: true });
  });

  afterEach(closeEditor);

  it('has a drop in the newest underlined while it is typed, and again after it is reopened', async () => {
    const editor = await open(newest);
    await diagnostics(newest, 0);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), drop));
    const [error] = await diagnostics(newest, 1);
    assert.match(error!.message, /^Drops idx_items_7, a partial index on items\.code/);
    await editor.document.save();
    await closeEditor();
    await diagnostics(newest, 0);
    await open(newest);
    const [again] = await diagnostics(newest, 1);
    assert.equal(again!.message, error!.message);
  });

  it('has hints and lenses of its own, and leaves the other project its own', async () => {
    const schema = vscode.Uri.file(path.join(project, 'prisma/schema.prisma'));
    await open(schema);
    const [hint] = await diagnostics(schema, 1);
    assert.match(hint!.message, /^4\d+ indexes that schema\.prisma does not show: idx_items_/);
    assert.doesNotMatch(hint!.message, /memories/);
    await closeEditor();

    const others = await vscode.workspace.findFiles('prisma/migrations/*_add_tags/migration.sql');
    await open(others[0]!);
    const found = await diagnostics(others[0]!, 2);
    assert.doesNotMatch(found.map(({ message }) => message).join(), /idx_items/);
    await closeEditor();
    const otherSchema = vscode.Uri.file(path.join(root, 'prisma/schema.prisma'));
    await open(otherSchema);
    const [otherHint] = await diagnostics(otherSchema, 1);
    assert.match(otherHint!.message, /^1 index .*idx_memories_embedding/);
    const driftIgnore = await theFile('**/drift-ignore.json');
    await open(driftIgnore);
    assert.ok((await lenses(driftIgnore)).every((title) => !title.includes('idx_items')));
  });
});
