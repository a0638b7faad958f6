import fs from 'node:fs';
import path from 'node:path';
import { gitCommand } from '../../core/command-target';
import { commonFolder } from './git-folders';
import { git } from './run';

/** Whether the repository lacks the older part of its history. git tells it by that file, too. */
export function isShallow(top: string): boolean {
  return fs.existsSync(path.join(commonFolder(top), 'shallow'));
}

/** The command that gets all that a shallow clone lacks of its history; undefined where the clone is not shallow. */
export async function fetchRest(top: string): Promise<string | undefined> {
  if (!isShallow(top)) return undefined;
  const remote = mainRemote(await remotesOf(top));
  return remote === undefined || remote === 'origin'
    ? gitCommand(undefined, 'fetch', '--unshallow')
    : gitCommand(undefined, 'fetch', '--unshallow', remote);
}

/** Names of the remotes that the repository's config has. */
export async function remotesOf(top: string): Promise<string[]> {
  return (await git(top, ['remote'])).stdout.split('\n').filter((name) => name !== '');
}

/** Remotes by how likely each has the branches that everybody works on: `origin`, `upstream`, then the others. */
export function inOrder(remotes: readonly string[]): string[] {
  const rank = (name: string): number => ['origin', 'upstream'].indexOf(name) + 1 || 3;
  return [...new Set(remotes)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

function mainRemote(remotes: readonly string[]): string | undefined {
  return inOrder(remotes)[0];
}

/** What of a repository decides how something is fetched into it. */
export interface Fetching {
  readonly remote: string;
  readonly isShallow: boolean;
}

/** Undefined without a remote. */
export async function fetchingOf(top: string): Promise<Fetching | undefined> {
  const remote = mainRemote(await remotesOf(top));
  return remote === undefined ? undefined : { remote, isShallow: isShallow(top) };
}

/** A whole clone must stay whole: a depth would cut it. */
function fetch({ remote, isShallow: shallow }: Fetching, what: string): string {
  return gitCommand(undefined, 'fetch', ...(shallow ? ['--depth=1'] : []), remote, what);
}

/** The command that gets a branch under its name: a clone of one branch would leave every other one nameless. */
export function fetchBranch(fetching: Fetching, branch: string): string {
  // What begins with a dash would be an option to git.
  const name = branch.startsWith('-') ? `refs/heads/${branch}` : branch;
  return fetch(fetching, `${name}:refs/remotes/${fetching.remote}/${branch}`);
}

/** The command that gets the remote's default branch without knowing what it is called. */
export function fetchDefault(fetching: Fetching): string {
  return fetch(fetching, `HEAD:refs/remotes/${fetching.remote}/HEAD`);
}

/** The command that gets one commit. */
export function fetchCommit(fetching: Fetching, commit: string): string {
  return fetch(fetching, commit);
}
