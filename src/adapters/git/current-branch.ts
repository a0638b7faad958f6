import path from 'node:path';
import { readText } from '../files/regular-file';
import { commonFolder, ownFolder } from './git-folders';
import { git } from './run';

/** Without its `refs/heads/`; undefined where HEAD is no branch. */
export async function currentBranch(top: string): Promise<string | undefined> {
  const read = readBranch(top);
  if (read !== undefined) return read;
  const { code, stdout } = await git(top, ['symbolic-ref', '--quiet', 'HEAD']);
  return code === 0 ? branchOf(stdout.trim()) : undefined;
}

/** Read from git's own files, which spares a process; undefined where only git can tell. */
function readBranch(top: string): string | undefined {
  const head = readText(path.join(ownFolder(top), 'HEAD')) ?? '';
  const branch = /^ref: refs\/heads\/(.+)\n$/.exec(head)?.[1];
  // Refs that are in no files leave a branch there that cannot be.
  if (branch === undefined || branch === '.invalid') return undefined;
  // A branch may stand for another one.
  const ref = readText(path.join(commonFolder(top), 'refs', 'heads', branch));
  return ref?.startsWith('ref:') ? undefined : branch;
}

/** The branch's own name, of a ref such as `refs/heads/main`. */
export function branchOf(ref: string): string {
  return ref.replace(/^refs\/heads\//, '');
}
