import type { Whereabouts } from '../../core/status/whereabouts';
import { joinPath } from '../files/file-tree';
import { type RepositoryAsks, shortRef } from './applied-texts';
import { type FileChange, nameIn } from './migration-log';

/** What whereabouts are read from. */
export interface WhereaboutsAsks extends RepositoryAsks {
  /** As changesIn. */
  readonly changesIn: (commits: readonly string[]) => Promise<readonly FileChange[]>;
  /** Full names of local branches, then of remote ones; each with the latest first. */
  readonly branches: () => Promise<readonly string[]>;
}

/** More branches than this are not looked at: a machine's branches may go into the thousands. */
const mostBranches = 300;

/**
 * Says where git has migrations that are not in the folder.
 *
 * @returns by name, without those that git has never seen
 * @throws GitMissing without git; GitRefused where git cannot read this repository
 */
export async function findWhereabouts(
  names: readonly string[],
  asks: WhereaboutsAsks,
): Promise<Map<string, Whereabouts>> {
  const found = await atHead(names, asks);
  const left = (): string[] => names.filter((name) => !found.has(name));
  const look = async (pathsOf: () => Promise<readonly string[]>, all: readonly string[]): Promise<void> => {
    if (left().length === 0) return;
    const paths = await pathsOf();
    const ofHead = await asks.changesOf(['HEAD'], paths);
    for (const [name, where] of await takenAway(left(), ofHead, asks)) found.set(name, where);
    if (left().length === 0) return;
    for (const [name, where] of await elsewhere(left(), await asks.changesOf(all, paths), asks)) {
      found.set(name, where);
    }
  };
  await look(
    () => Promise.resolve(left().map((name) => joinPath(asks.folder, name, 'migration.sql'))),
    ['--all'],
  );
  // Another project of the repository may have migrations of the same names, so other folders come second.
  await look(async () => {
    const wanted = new Set(left());
    return [...new Set((await asks.blobs()).flatMap(({ path }) => (wanted.has(nameIn(path)) ? [path] : [])))];
  }, ['--all', '--reflog']);
  return found;
}

async function atHead(
  names: readonly string[],
  { read, folder }: WhereaboutsAsks,
): Promise<Map<string, Whereabouts>> {
  const found = await Promise.all(
    names.map(async (name): Promise<[string, Whereabouts][]> => {
      const path = joinPath(folder, name, 'migration.sql');
      return (await read(`HEAD:${path}`)) ? [[name, { kind: 'head', path }]] : [];
    }),
  );
  return new Map(found.flat());
}

/**
 * What HEAD's history did to the migrations. A commit that took several away and brought fewer in has squashed them; one
 * for one may be chance.
 */
async function takenAway(
  names: readonly string[],
  changes: readonly FileChange[],
  { changesIn }: WhereaboutsAsks,
): Promise<Map<string, Whereabouts>> {
  const removals = newestOf(names, changes, ({ blob }) => blob === undefined);
  const texts = grouped(changes, ({ path }) => path);
  const commits = [...new Set([...removals.values()].map(({ commit }) => commit))];
  const inCommits = grouped(
    (await changesIn(commits)).filter(({ path }) => /(?:^|\/)migration\.sql$/.test(path)),
    ({ commit }) => commit,
  );
  return new Map(
    [...removals].map(([name, { commit, path }]): [string, Whereabouts] => {
      const inCommit = inCommits.get(commit) ?? [];
      const added = inCommit.filter(({ isNew }) => isNew);
      const own = new Set(texts.get(path)?.flatMap(({ blob }) => blob ?? []));
      const renamed = added.find(({ blob }) => blob !== undefined && own.has(blob));
      if (renamed) return [name, { kind: 'renamed', commit, to: nameIn(renamed.path) }];
      const gone = inCommit.filter(({ blob }) => blob === undefined).length;
      const isSquash = added.length > 0 && gone > added.length;
      const into = added.map((one) => nameIn(one.path));
      return [name, isSquash ? { kind: 'squashed', commit, into } : { kind: 'removed', commit }];
    }),
  );
}

/** Branches whose tips have the migrations, else the commit that had each last. */
async function elsewhere(
  names: readonly string[],
  changes: readonly FileChange[],
  { branches, read }: WhereaboutsAsks,
): Promise<Map<string, Whereabouts>> {
  const seen = newestOf(names, changes, ({ blob }) => blob !== undefined);
  if (seen.size === 0) return new Map();
  const refs = (await branches()).slice(0, mostBranches);
  const found = await Promise.all(
    [...seen].map(async ([name, { path, commit }]): Promise<[string, Whereabouts]> => {
      const tips = await Promise.all(refs.map(async (ref) => ((await read(`${ref}:${path}`)) ? [ref] : [])));
      const [tip] = tips.flat();
      return tip === undefined
        ? [name, { kind: 'commit', commit, path }]
        : [name, { kind: 'branch', branch: shortRef(tip), path }];
    }),
  );
  return new Map(found);
}

/** For each migration the newest change of the kind. */
function newestOf(
  names: readonly string[],
  changes: readonly FileChange[],
  isKind: (change: FileChange) => boolean,
): Map<string, FileChange> {
  const wanted = new Set(names);
  const newest = new Map<string, FileChange>();
  for (const change of changes) {
    const name = nameIn(change.path);
    if (isKind(change) && wanted.has(name) && !newest.has(name)) newest.set(name, change);
  }
  return newest;
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
