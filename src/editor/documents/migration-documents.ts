import * as vscode from 'vscode';

/**
 * By path, not by language: which language a `.sql` file has depends on the other extensions. Whether it is a migration
 * of Prisma's, isLintedDocument tells.
 */
export const migrationSelector: vscode.DocumentFilter = { pattern: '**/*/migration.sql' };

/** Files in which a team configures us. */
const configurationSelector: vscode.DocumentFilter = {
  pattern: '**/{drift-ignore,migration-guard}.json',
};

/** All in folders that are named after migrations, such as `prisma/migrations` and `database/migration`. */
export const migrationPattern = '**/*migration*/**';

/** Whether a file lies in such a folder. */
export function isAmongMigrations({ path }: vscode.Uri): boolean {
  return /\/[^/]*migration[^/]*\//i.test(path);
}

/** Whether a path is that of a migration: by the name of its folder's folder, or by the number that its folder begins with. */
export function isMigration({ path }: vscode.Uri): boolean {
  return /\/(?:[^/]*migration[^/]*\/[^/]+|\d+(?:_[^/]*)?)\/migration\.sql$/i.test(path);
}

/** Migrations, and what lies beside them. */
export const migrationFilePatterns = [migrationPattern, '**/migration.sql'];

/** Files on which the findings in a migration depend. */
export const projectFilePatterns = [
  ...migrationFilePatterns,
  '**/*.prisma',
  '**/{drift-ignore,migration-guard,package}.json',
  '**/{prisma,prisma7}.config.{js,ts,mjs,cjs,mts,cts}',
  '**/.config/{prisma,prisma7}.{js,ts,mjs,cjs,mts,cts}',
  // Written by every commit, checkout and pull: they decide what is settled.
  '**/.git/logs/HEAD',
];

/**
 * Whether a document is a migration, or configures us, as it is now. A file system that cannot be written to and is no part of the workspace
 * shows another version of a file, such as the left side of a comparison.
 */
export function isLintedDocument(document: vscode.TextDocument): boolean {
  const isConfiguration = vscode.languages.match(configurationSelector, document) > 0;
  if (!isConfiguration && !isMigration(document.uri)) return false;
  return (
    vscode.workspace.getWorkspaceFolder(document.uri) !== undefined ||
    vscode.workspace.fs.isWritableFileSystem(document.uri.scheme) === true
  );
}
