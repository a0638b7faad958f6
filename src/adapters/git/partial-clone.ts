import path from 'node:path';
import { readText } from '../files/regular-file';
import { commonFolder } from './git-folders';

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
