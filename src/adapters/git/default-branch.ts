import { commitId } from './commit-tree';
import type { ReadObject } from './objects';
import { git } from './run';
import { inOrder, isShallow, remotesOf } from './shallow';

/** A ref and its commit. */
export interface Named {
  readonly name: string;
  readonly commit: string;
}

/** The branch against which work is new. */
export interface DefaultBranch extends Named {
  /** It is the current branch, taken because there is no other, and nobody calls a default branch so. */
  readonly isGuess: boolean;
}

/** What default branches are called where nothing else tells, the likeliest first. */
const usualNames = ['main', 'master', 'develop', 'trunk', 'development', 'dev', 'mainline', 'default'];

/**
 * Finds the branch against which work is new, by what is most to be trusted: the branch that the current one follows, if
 * that is another one; what a remote calls its default branch, or the only one that it has; git's `init.defaultBranch`;
 * the usual names, on remotes before local ones.
 *
 * @param isCi whether a build server made the clone: then a single branch is the one being built, not the only one
 * @returns undefined where none can be told
 */
export async function findDefaultBranch(
  top: string,
  read: ReadObject,
  isCi: boolean,
): Promise<DefaultBranch | undefined> {
  const names = new Set(usualNames);
  const first = async (refs: readonly string[]): Promise<DefaultBranch | undefined> => {
    const found = await firstThatIs(read, refs);
    if (!found) return undefined;
    const branch = found.name.replace(/^refs\/(?:heads|remotes\/[^/]+)\//, '');
    return { ...found, isGuess: branch === current && !names.has(branch) };
  };
  const [current, config] = await Promise.all([currentBranch(top), configOf(top)]);
  const configured = config.get('init.defaultbranch');
  if (configured !== undefined) names.add(configured);
  const followed = upstreamOf(current, config);
  const quick = await first([...(followed === undefined ? [] : [followed]), 'refs/remotes/origin/HEAD']);
  if (quick) return quick;
  const refs = await refsOf(top);
  const remotes = inOrder([...(await remotesOf(top)), ...refs.remotes.keys()]);
  const heads = await first(remotes.map((remote) => `refs/remotes/${remote}/HEAD`));
  if (heads) return heads;
  const isOnly = !isCi && refs.heads.length <= 1 && !(await isShallow(top));
  const only = await first(
    remotes.flatMap((remote) => {
      const [branch, ...others] = refs.remotes.get(remote) ?? [];
      const isOwn = branch === current || current === undefined;
      return branch === undefined || others.length > 0 || (isOwn && !isOnly)
        ? []
        : [`refs/remotes/${remote}/${branch}`];
    }),
  );
  if (only) return only;
  const likely = configured === undefined ? usualNames : [configured, ...usualNames];
  return await first([
    ...remotes.flatMap((remote) => likely.map((name) => `refs/remotes/${remote}/${name}`)),
    ...likely.map((name) => `refs/heads/${name}`),
    // The only branch of a whole repository is its default one.
    ...(isOnly && refs.remotes.size === 0 && current !== undefined ? [`refs/heads/${current}`] : []),
  ]);
}

/** Without its `refs/heads/`; undefined where HEAD is no branch. */
export async function currentBranch(top: string): Promise<string | undefined> {
  const { code, stdout } = await git(top, ['symbolic-ref', '--quiet', 'HEAD']);
  return code === 0 ? branchOf(stdout.trim()) : undefined;
}

function branchOf(ref: string): string {
  return ref.replace(/^refs\/heads\//, '');
}

/** The first of the refs that leads to a commit: a broken one leads nowhere. */
async function firstThatIs(read: ReadObject, names: readonly string[]): Promise<Named | undefined> {
  const found = await Promise.all(names.map(async (name) => ({ name, commit: await commitId(read, name) })));
  return found.find((one): one is Named => one.commit !== undefined);
}

/** By lower-cased key, but for the names within. */
async function configOf(top: string): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await git(top, [
    ...['config', '--null', '--get-regexp'],
    '^(branch\\..*\\.(remote|merge)|init\\.defaultbranch)$',
  ]);
  return new Map(
    stdout
      .split('\0')
      .filter((entry) => entry.includes('\n'))
      .map((entry): [string, string] => {
        const end = entry.indexOf('\n');
        return [entry.slice(0, end), entry.slice(end + 1)];
      }),
  );
}

/**
 * The branch that the current one follows. Not the one under which its own commits were pushed (`origin/topic`, or
 * `origin/me/topic`): whatever was pushed would count as merged.
 */
function upstreamOf(current: string | undefined, config: ReadonlyMap<string, string>): string | undefined {
  if (current === undefined) return undefined;
  const remote = config.get(`branch.${current}.remote`);
  const merge = config.get(`branch.${current}.merge`);
  if (remote === undefined || merge?.startsWith('refs/heads/') !== true) return undefined;
  const branch = branchOf(merge);
  if (`/${branch}`.endsWith(`/${current}`) || `/${current}`.endsWith(`/${branch}`)) return undefined;
  return remote === '.' ? merge : `refs/remotes/${remote}/${branch}`;
}

/** Branches by remote, without HEAD, and the local ones; a broken ref is not among them. */
async function refsOf(
  top: string,
): Promise<{ readonly remotes: ReadonlyMap<string, readonly string[]>; readonly heads: readonly string[] }> {
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
