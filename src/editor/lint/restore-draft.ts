import * as vscode from 'vscode';
import type { Finding } from '../../core/linter/findings/finding';
import type { NewMigration } from './document-linter';

/**
 * A new migration that makes the index again which a settled one has lost; undefined for what needs none, and where none
 * can come last.
 */
export function migrationThatRestores(
  { file, index, restore }: Finding,
  newMigration: NewMigration | undefined,
): { readonly edit: vscode.WorkspaceEdit; readonly file: vscode.Uri } | undefined {
  if (restore === undefined || index === undefined) return undefined;
  const made = newMigration?.(`restore_${index}`);
  if (made === undefined) return undefined;
  const migration = vscode.Uri.parse(made);
  const edit = new vscode.WorkspaceEdit();
  const lost = vscode.Uri.joinPath(vscode.Uri.parse(file), '..').path.split('/').at(-1) ?? '';
  const text = `-- Makes ${index} again, which ${lost} took away.\n${restore.replace(/;?\s*$/, ';')}\n`;
  edit.createFile(migration, { ignoreIfExists: true });
  edit.insert(migration, new vscode.Position(0, 0), text);
  return { edit, file: migration };
}
