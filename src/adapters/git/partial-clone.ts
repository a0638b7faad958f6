import path from 'node:path';
import { readText } from '../files/regular-file';

/** The command that gets what a partial clone lacks. */
export const fetchFiltered = 'git fetch --refetch --no-filter';

/**
 * Whether some objects of the repository were never fetched. `git clone --filter` writes so into the repository's own
 * config file; to ask git for it would take another process.
 */
export function isPartialClone(top: string): boolean {
  const config = readText(path.join(commonFolder(top), 'config')) ?? '';
  return /^\s*promisor\s*=\s*true\s*$/im.test(config);
}

/** The folder that all work trees of the repository share. `.git` is a file in linked work trees and submodules. */
export function commonFolder(top: string): string {
  const dotGit = path.join(top, '.git');
  const link = /^gitdir: (.+)$/m.exec(readText(dotGit) ?? '')?.[1];
  const own = link === undefined ? dotGit : path.resolve(top, link);
  const common = readText(path.join(own, 'commondir'));
  return common === undefined ? own : path.resolve(own, common.trim());
}
