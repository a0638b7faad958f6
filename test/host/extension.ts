import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';

/** The extension that is tested: that of this repository, or with `--installed` the installed one. */
export function theExtension(): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension('migration-guard.migration-guard');
  assert.ok(extension, 'VS Code does not know the extension');
  const wanted = process.env['MIGRATION_GUARD_TEST_EXTENSION'] ?? '';
  assert.equal(fs.realpathSync(extension.extensionPath), fs.realpathSync(wanted));
  return extension;
}

/** VS Code gives each extension an API of its own; this is the one that ours has. */
export function itsVscode(): typeof vscode {
  const require = createRequire(path.join(theExtension().extensionPath, 'dist/extension.js'));
  return require('vscode') as typeof vscode;
}
