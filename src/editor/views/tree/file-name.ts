import path from 'node:path';

/** A file by its name; a `migration.sql`, of which there are many, by that of its folder. */
export function nameOfFile(uri: string): string {
  const file = decodeURIComponent(uri);
  const name = path.posix.basename(file);
  return name === 'migration.sql' ? path.posix.basename(path.posix.dirname(file)) : name;
}
