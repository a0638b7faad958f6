import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { diagnostics, open, theFile } from './screen';

const root = vscode.workspace.workspaceFolders![0]!.uri.fsPath;

describe('a drift-ignore.json that is saved', () => {
  it('brings a squiggle to a migration that is open beside it, and takes it away again', async () => {
    const file = path.join(root, 'prisma/drift-ignore.json');
    const original = fs.readFileSync(file, 'utf8');
    const migration = await theFile('**/migrations/*_add_tags/migration.sql');
    try {
      await open(migration);
      await diagnostics(migration, 2);
      await vscode.commands.executeCommand('workbench.action.keepEditor');
      const entries = JSON.parse(original) as Record<string, unknown>;
      const listed = {
        ...entries,
        ignorePatterns: [{ pattern: 'DROP INDEX.*chats_title_idx', reason: 'known' }],
      };
      const editor = await open(vscode.Uri.file(file));
      const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
      await editor.edit((edit) => edit.replace(whole, JSON.stringify(listed, null, 2)));
      await editor.document.save();
      const found = await diagnostics(migration, 3);
      const rules = found.map(({ code }) => (typeof code === 'object' ? code.value : code));
      assert.ok(rules.includes('ignored-pattern'), found.map(({ message }) => message).join('\n'));
      await editor.edit((edit) =>
        edit.replace(new vscode.Range(0, 0, editor.document.lineCount, 0), original),
      );
      await editor.document.save();
      await diagnostics(migration, 2);
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      fs.writeFileSync(file, original);
    }
  });
});
