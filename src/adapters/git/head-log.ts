import path from 'node:path';
import { realPathOf } from '../files/real-path';
import { workTreeTop } from '../files/tree-root';
import { git, GitMissing } from './run';

/**
 * The file to which git adds a line with each commit, pull and switch of branch in the work tree around a folder; an
 * absolute path. Undefined outside a work tree and without git. The file may not be there yet.
 */
export async function headLogOf(folder: string): Promise<string | undefined> {
  const top = workTreeTop(realPathOf(folder));
  if (top === undefined) return undefined;
  try {
    const { code, stdout } = await git(top, ['rev-parse', '--git-path', 'logs/HEAD']);
    return code === 0 ? path.resolve(top, stdout.replace(/\r?\n$/, '')) : undefined;
  } catch (error) {
    if (error instanceof GitMissing) return undefined;
    throw error;
  }
}
