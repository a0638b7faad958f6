import path from 'node:path';

/**
 * What Prisma takes for the whole schema: its only file, else the folder that holds all of its files.
 *
 * @param files absolute paths
 */
export function schemaArgument(files: readonly string[]): string | undefined {
  const [first, ...others] = files;
  if (first === undefined || others.length === 0) return first;
  let folder = path.dirname(first);
  while (!others.every((file) => isBelow(folder, file))) folder = path.dirname(folder);
  return folder;
}

function isBelow(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return !relative.startsWith('..') && !path.isAbsolute(relative);
}
