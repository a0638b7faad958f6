import { askBranches, type AskedBranches } from './branches';
import { commitId } from './commit-tree';
import { branchOf, currentBranch } from './current-branch';
import type { ReadObject } from './objects';
import { inOrder, isShallow } from './shallow';

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
 * @param branches what git was asked for already
 * @returns undefined where none can be told
 */
export async function findDefaultBranch(
  top: string,
  read: ReadObject,
  isCi: boolean,
  branches: AskedBranches = askBranches(top),
): Promise<DefaultBranch | undefined> {
  const names = new Set(usualNames);
  const first = async (refs: readonly string[]): Promise<DefaultBranch | undefined> => {
    const found = await firstThatIs(read, refs);
    if (!found) return undefined;
    const branch = found.name.replace(/^refs\/(?:heads|remotes\/[^/]+)\//, '');
    return { ...found, isGuess: branch === current && !names.has(branch) };
  };
  const [current, config] = await Promise.all([currentBranch(top), branches.config]);
  const configured = config.values.get('init.defaultbranch');
  if (configured !== undefined) names.add(configured);
  const followed = upstreamOf(current, config.values);
  const quick = await first([...(followed === undefined ? [] : [followed]), 'refs/remotes/origin/HEAD']);
  if (quick) return quick;
  const refs = await branches.refs();
  const remotes = inOrder([...config.remotes, ...refs.remotes.keys()]);
  const heads = await first(remotes.map((remote) => `refs/remotes/${remote}/HEAD`));
  if (heads) return heads;
  const isOnly = !isCi && refs.heads.length <= 1 && !isShallow(top);
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

/** The first of the refs that leads to a commit: a broken one leads nowhere. */
async function firstThatIs(read: ReadObject, names: readonly string[]): Promise<Named | undefined> {
  const found = await Promise.all(names.map(async (name) => ({ name, commit: await commitId(read, name) })));
  return found.find((one): one is Named => one.commit !== undefined);
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
