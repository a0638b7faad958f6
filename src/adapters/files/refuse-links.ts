import { existsSync, lstatSync } from 'node:fs';
import path from 'node:path';
import { HumanError } from '../../core/human-error';
import { pathInside, realPathOf } from './real-path';
import { treeRootOf } from './tree-root';

/**
 * Refuses to write where a link leads away: in the place of a file, when the file would be another one than its name says;
 * in that of a folder above it, out of the repository.
 *
 * @param file absolute; it and its folder need not be there yet
 * @throws HumanError
 */
export function refuseLinks(file: string): void {
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new HumanError(
      `${file} is a symbolic link, so nothing was written. Put a file in its place, or change the one that it leads to yourself.`,
    );
  }
  const folder = nearestFolder(path.dirname(file));
  const border = realPathOf(treeRootOf(folder));
  if (pathInside(border, realPathOf(folder)) === undefined) {
    throw new HumanError(
      `${file} lies outside of ${border}, where a symbolic link leads, so nothing was written. Change it from its own repository.`,
    );
  }
}

function nearestFolder(folder: string): string {
  const above = path.dirname(folder);
  return existsSync(folder) || above === folder ? folder : nearestFolder(above);
}
