import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

/** Where this package has the pages about the rules. */
const pages = path.join(__dirname, '../docs/rules');

/**
 * Where a page about a rule is read: in the package, which VS Code shows as a preview, since package.json names the editor
 * of these files; else on the web.
 *
 * @param address of the page on the web
 */
export function pageUri(address: string): vscode.Uri {
  const web = vscode.Uri.parse(address);
  const file = path.join(pages, path.posix.basename(web.path));
  return fs.existsSync(file) ? vscode.Uri.file(file) : web;
}
