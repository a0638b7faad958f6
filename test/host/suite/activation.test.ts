import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension', () => {
  it('activates in a workspace with a migration', async () => {
    const extension = vscode.extensions.getExtension('migration-guard.prisma-migration-guard');
    assert.ok(extension, 'VS Code does not know the extension');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
