import path from 'node:path';

/** What a migration's script is called, by its Prisma's version. */
const scripts: ReadonlySet<string> = new Set(['migration.sql', 'ops.json']);

/** A file by its name; one of a migration's, of which there are many, by that of its folder. */
export function nameOfFile(uri: string): string {
  const file = decodeURIComponent(uri);
  const name = path.posix.basename(file);
  const isOfMigration = scripts.has(name) || name === 'migration.json';
  return isOfMigration ? path.posix.basename(path.posix.dirname(file)) : name;
}

/** Whether a URI is that of a migration's script, by its name. */
export function isScript(uri: string): boolean {
  return scripts.has(path.posix.basename(uri));
}
