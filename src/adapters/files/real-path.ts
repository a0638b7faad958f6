import fs from 'node:fs';
import path from 'node:path';

/** The path with all links followed; undefined where nothing is there. */
export function realPathIfThere(file: string): string | undefined {
  try {
    return fs.realpathSync.native(file);
  } catch {
    return undefined;
  }
}

/** The path with the links followed as far as it exists. */
export function realPathOf(file: string): string {
  const known = realPathIfThere(file);
  if (known !== undefined) return known;
  const parent = path.dirname(file);
  return parent === file ? file : path.join(realPathOf(parent), path.basename(file));
}

/**
 * A path from a folder, with slashes, and '' for the folder itself; undefined where it leads out of it. Both absolute and
 * without links. On Windows case does not count: the drive is `c:` in VS Code and `C:` in a terminal.
 */
export function pathInside(
  folder: string,
  file: string,
  paths: path.PlatformPath = path,
): string | undefined {
  const inside = paths.relative(folder, file).split(paths.sep).join('/');
  return inside === '..' || inside.startsWith('../') || paths.isAbsolute(inside) ? undefined : inside;
}
