import fs from 'node:fs';
import path from 'node:path';
import { branchOf } from './current-branch';
import { commonFolder } from './git-folders';
import { git } from './run';

/** What the config says of branches and remotes. */
interface BranchConfig {
  /** By lower-cased key, but for the names within. */
  readonly values: ReadonlyMap<string, string>;
  /** Names of the remotes. */
  readonly remotes: readonly string[];
}

/** Branches by remote, without HEAD, and the local ones. */
interface Refs {
  readonly remotes: ReadonlyMap<string, readonly string[]>;
  readonly heads: readonly string[];
}

/** What tells the default branch. */
export interface AskedBranches {
  readonly config: Promise<BranchConfig>;
  readonly refs: () => Promise<Refs>;
}

/** Asks git at once for what is likely to be needed, so that its processes run beside each other and beside us. */
export function askBranches(top: string): AskedBranches {
  const config = configOf(top);
  // Most clones have it, and it decides before any other branch.
  const hasRemoteHead = fs.existsSync(path.join(commonFolder(top), 'refs', 'remotes', 'origin', 'HEAD'));
  let refs = hasRemoteHead ? undefined : refsOf(top);
  // Whoever waits for them hears of it.
  for (const asked of [config, refs]) asked?.catch(() => undefined);
  return { config, refs: () => (refs ??= refsOf(top)) };
}

async function configOf(top: string): Promise<BranchConfig> {
  const { stdout } = await git(top, [
    ...['config', '--null', '--get-regexp'],
    '^(branch\\..*\\.(remote|merge)|init\\.defaultbranch|remote\\..*\\..*)$',
  ]);
  const entries = stdout.split('\0').filter((entry) => entry !== '');
  return {
    values: new Map(
      entries
        .filter((entry) => entry.includes('\n'))
        .map((entry): [string, string] => {
          const end = entry.indexOf('\n');
          return [entry.slice(0, end), entry.slice(end + 1)];
        }),
    ),
    remotes: [...new Set(entries.flatMap(remoteOf))],
  };
}

/** As `git remote` takes them: a name that begins with a slash is none. */
function remoteOf(entry: string): readonly string[] {
  const [key = ''] = entry.split('\n', 1);
  const name = /^remote\.([^/].*)\.[^.]*$/.exec(key)?.[1];
  return name === undefined ? [] : [name];
}

/** A broken ref is not among them. */
async function refsOf(top: string): Promise<Refs> {
  const { stdout } = await git(top, ['for-each-ref', '--format=%(refname)', 'refs/remotes', 'refs/heads']);
  const remotes = new Map<string, string[]>();
  const heads: string[] = [];
  for (const ref of stdout.split('\n')) {
    const [, remote = '', branch = ''] = /^refs\/remotes\/([^/]+)\/(.+)$/.exec(ref) ?? [];
    if (ref.startsWith('refs/heads/')) heads.push(branchOf(ref));
    // GitHub's checkout keeps pull requests as refs/remotes/pull/12/merge.
    else if (!/^(?:HEAD|\d+\/(?:head|merge)|)$/.test(branch))
      remotes.set(remote, [...(remotes.get(remote) ?? []), branch]);
  }
  return { remotes, heads };
}
