import * as vscode from 'vscode';

/** By path, not by language: which language a `.sql` file has depends on the other extensions. */
export const migrationSelector: vscode.DocumentFilter = { pattern: '**/migrations/*/migration.sql' };

/** Files in which a team configures us. */
const configurationSelector: vscode.DocumentFilter = {
  pattern: '**/{drift-ignore,migration-guard}.json',
};

/** Files on which the findings in a migration depend. */
export const projectFilePatterns = [
  '**/migrations/**',
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
  if (vscode.languages.match([migrationSelector, configurationSelector], document) === 0) return false;
  return (
    vscode.workspace.getWorkspaceFolder(document.uri) !== undefined ||
    vscode.workspace.fs.isWritableFileSystem(document.uri.scheme) === true
  );
}
