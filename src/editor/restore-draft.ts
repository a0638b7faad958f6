import * as vscode from 'vscode';
import type { Finding } from '../core/linter/findings/finding';

/**
 * A new migration that makes the index again which a settled one has lost; undefined for what needs none. Its folder has
 * the time in UTC in its name, as Prisma makes them.
 */
export function migrationThatRestores({
  file,
  index,
  restore,
}: Finding): { readonly edit: vscode.WorkspaceEdit; readonly file: vscode.Uri } | undefined {
  if (restore === undefined || index === undefined) return undefined;
  const stamp = new Date().toISOString().slice(0, 19).replace(/\D/g, '');
  const label = index.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  const folder = `${stamp}_restore_${label}`;
  const migration = vscode.Uri.joinPath(vscode.Uri.parse(file), '..', '..', folder, 'migration.sql');
  const edit = new vscode.WorkspaceEdit();
  const lost = vscode.Uri.joinPath(vscode.Uri.parse(file), '..').path.split('/').at(-1) ?? '';
  const text = `-- Makes ${index} again, which ${lost} took away.\n${restore.replace(/;?\s*$/, ';')}\n`;
  edit.createFile(migration, { ignoreIfExists: true });
  edit.insert(migration, new vscode.Position(0, 0), text);
  return { edit, file: migration };
}
