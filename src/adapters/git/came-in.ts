import { commitsThatAdded } from './added';
import { type CommitTree, commitTree, type ObjectCache, parseCommit } from './commit-tree';
import type { cutCommits } from './cut-commits';
import type { ReadObject } from './objects';
import { filesOf, formerMigrationsFolder } from './former-folder';

/** Where a migration came in. */
export interface CameIn {
  readonly commit: string;
  /** The migrations folder of that commit, from the work tree's top. */
  readonly folder: string;
}

/** What the search has of a repository. */
export interface Repository {
  readonly top: string;
  readonly read: ReadObject;
  readonly cache: ObjectCache;
  /** As cutCommits. */
  readonly cuts: ReturnType<typeof cutCommits>;
}

/**
 * Finds the commit that brought each migration in, also where its folder has been moved since: to move all of them is no
 * new beginning.
 *
 * @returns by name, without what the tip does not have; undefined where git's log broke off
 */
export async function findCameIn(
  repository: Repository,
  folder: string,
  names: readonly string[],
  tip = 'HEAD',
): Promise<Map<string, CameIn> | undefined> {
  const { commits, isWhole } = await commitsThatAdded(repository.top, folder, names, tip);
  if (!isWhole) return undefined;
  const found = new Map<string, CameIn>();
  const byCommit = new Map<string, string[]>();
  for (const name of names) {
    const commit = commits.get(name);
    if (commit === undefined) continue;
    found.set(name, { commit, folder });
    byCommit.set(commit, [...(byCommit.get(commit) ?? []), name]);
  }
  for (const [commit, own] of byCommit) {
    for (const [name, earlier] of await beforeTheMove(repository, folder, own, commit))
      found.set(name, earlier);
  }
  return found;
}

/** Where the migrations came in whose whole folder came with this commit, out of another folder of a parent. */
async function beforeTheMove(
  repository: Repository,
  folder: string,
  names: readonly string[],
  commit: string,
): Promise<ReadonlyMap<string, CameIn>> {
  for (const parent of await parentsOf(repository, commit)) {
    const former = await formerFolder(repository, { commit: parent, folder }, names);
    if (former === undefined) continue;
    const moved = names.filter((name) => former.names.has(name));
    const found = await findCameIn(repository, former.folder, moved, parent);
    if (found) return found;
  }
  return new Map();
}

/** The folder out of which the child of a commit moved its migrations, and what was in it; undefined where it moved none. */
async function formerFolder(
  repository: Repository,
  { commit, folder }: CameIn,
  names: readonly string[] | ReadonlySet<string>,
): Promise<{ readonly folder: string; readonly names: ReadonlySet<string> } | undefined> {
  const tree = await treeOf(repository, commit);
  // A folder that stays is not looked for elsewhere: nearly every commit would list all of its files.
  if (!tree || (await foldersIn(tree, folder)).size > 0) return undefined;
  const former = formerMigrationsFolder(await filesOf(repository.top, commit), new Set(names));
  return former === undefined ? undefined : { folder: former, names: await foldersIn(tree, former) };
}

/** What a commit brought in. */
interface Brought {
  /** Names of the migrations that it has and none of its parents has, be it in a folder that was moved. */
  readonly migrations: ReadonlySet<string>;
  /** Where the migrations were in its first parent. */
  readonly folderBefore: string;
}

export async function broughtBy(repository: Repository, { commit, folder }: CameIn): Promise<Brought> {
  const tree = await treeOf(repository, commit);
  const all = tree ? await foldersIn(tree, folder) : new Set<string>();
  const migrations = new Set(all);
  let folderBefore: string | undefined;
  for (const parent of await parentsOf(repository, commit)) {
    const before = await treeOf(repository, parent);
    const former = (await formerFolder(repository, { commit: parent, folder }, all))?.folder ?? folder;
    for (const name of before ? await foldersIn(before, former) : []) migrations.delete(name);
    folderBefore ??= former;
  }
  return { migrations, folderBefore: folderBefore ?? folder };
}

/** None where git's account of the history ends. */
async function parentsOf({ read, cuts }: Repository, commit: string): Promise<readonly string[]> {
  const object = cuts.has(commit) ? undefined : await read(commit);
  return object ? parseCommit(object).parents : [];
}

async function treeOf({ read, cache }: Repository, commit: string): Promise<CommitTree | undefined> {
  const object = await read(commit);
  return object && commitTree(parseCommit(object).tree, read, cache);
}

async function foldersIn(tree: CommitTree, folder: string): Promise<Set<string>> {
  const entries = (await tree.list(folder)) ?? [];
  return new Set(entries.flatMap(({ kind, name }) => (kind === 'folder' ? [name] : [])));
}
