import fs from 'node:fs';
import path from 'node:path';
import { diskUpwards, workTreeTop } from '../files/tree-root';
import { pathInside, realPathOf } from '../files/real-path';
import { GitRefused, objectReader } from './objects';
import { GitMissing } from './run';

/**
 * The paths with the nearest folder that is there in the place of each file that was deleted since the last commit: hooks
 * name such files, too, and what a deletion does is seen in the rest of the project.
 *
 * @param paths relative to `cwd` or absolute
 */
export async function withoutDeleted(paths: readonly string[], cwd: string): Promise<readonly string[]> {
  return await Promise.all(
    paths.map(async (given) => {
      const file = path.resolve(cwd, given);
      if (fs.existsSync(file) || !(await isCommitted(file))) return given;
      return [...diskUpwards(file)].find((folder) => fs.existsSync(folder)) ?? given;
    }),
  );
}

/** Without git nothing is known to have been there. */
async function isCommitted(file: string): Promise<boolean> {
  const real = realPathOf(file);
  const top = workTreeTop(path.dirname(real));
  const inside = top === undefined ? undefined : pathInside(top, real);
  if (top === undefined || inside === undefined) return false;
  try {
    return (await objectReader(top)(`HEAD:${inside}`)) !== undefined;
  } catch (error) {
    if (error instanceof GitMissing || error instanceof GitRefused) return false;
    throw error;
  }
}
