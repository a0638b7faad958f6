import * as vscode from 'vscode';
import { watchFiles } from './watch-files';

/**
 * By path, not by language: which language a `.sql` file has depends on the other extensions. Whether it is a migration
 * of Prisma's, isLintedDocument tells.
 */
export const migrationSelector: vscode.DocumentFilter = { pattern: '**/*/{migration.sql,ops.json}' };

/** Files in which a team configures us. */
const configurationSelector: vscode.DocumentFilter = {
  pattern: '**/{drift-ignore,migration-guard}.json',
};

/** Whether a path is that of a migration: by the name of its folder's folder, or by the number that its folder begins with. */
export function isMigration({ path }: vscode.Uri): boolean {
  return (
    /\/(?:[^/]*migration[^/]*\/[^/]+|\d+(?:_[^/]*)?)\/migration\.sql$/i.test(path) || isOperations({ path })
  );
}

/** Whether it is that of what a migration of Prisma 8 carries out: those of the app and of extensions have folders of their own. */
export function isOperations({ path }: Pick<vscode.Uri, 'path'>): boolean {
  return /\/(?:[^/]*migration[^/]*\/(?:[^/]+\/)?|app\/)[^/]+\/ops\.json$/i.test(path);
}

/** Files on which the findings in a migration depend, besides the migrations. */
const otherProjectFiles = [
  '**/*.prisma',
  '**/contract.json',
  '**/{drift-ignore,migration-guard,package}.json',
  '**/{prisma,prisma7,prisma-next}.config.{js,ts,mjs,cjs,mts,cts}',
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

/** What is told of a file on which the findings in a migration depend. */
interface FileChange {
  readonly uri: vscode.Uri;
  /** It came or went. */
  readonly isOther: boolean;
  /** It is a migration, or lies among them. */
  readonly isOfMigrations: boolean;
}

/** Calls back for each file of the window's projects that comes, changes or goes. */
export function watchProjectFiles(changed: (change: FileChange) => void): vscode.Disposable {
  return vscode.Disposable.from(
    watchMigrations((uri, isOther) => changed({ uri, isOther, isOfMigrations: true })),
    ...otherProjectFiles.map((pattern) =>
      watchFiles(pattern, (uri, isOther) => changed({ uri, isOther, isOfMigrations: false })),
    ),
  );
}

/** The same for the files of migrations alone, in folders such as `prisma/migrations` and `database/migration`. */
export function watchMigrations(changed: (uri: vscode.Uri, isOther: boolean) => void): vscode.Disposable {
  const watch = (pattern: string): vscode.Disposable =>
    watchFiles(pattern, (uri, isOther) => {
      if (isAmongMigrations(uri)) changed(uri, isOther);
    });
  return vscode.Disposable.from(
    watch('**/*migration*/**'),
    watch('**/{migration.sql,ops.json,migration.json}'),
  );
}

/** Whether a file lies in a folder of migrations, by the names below the folder that is open: that itself may be named so. */
export function isAmongMigrations(uri: vscode.Uri): boolean {
  return (
    isMigration(uri) || /(?:^|\/)[^/]*migration[^/]*\//i.test(vscode.workspace.asRelativePath(uri, false))
  );
}
