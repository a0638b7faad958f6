import path from 'node:path';

/** What migrations of Prisma's versions are called. */
const scripts: ReadonlySet<string> = new Set(['migration.sql', 'ops.json']);

/** A file by its name; a `migration.sql` or `ops.json`, of which there are many, by that of its folder. */
export function nameOfFile(uri: string): string {
  const file = decodeURIComponent(uri);
  const name = path.posix.basename(file);
  return scripts.has(name) ? path.posix.basename(path.posix.dirname(file)) : name;
}

/** Whether a URI is that of a migration's file, by its name. */
export function isScript(uri: string): boolean {
  return scripts.has(path.posix.basename(uri));
}
