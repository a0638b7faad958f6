import { joinPath } from '../files/file-tree';
import { git } from './run';

/** The commits that brought migrations in. */
export interface Added {
  /** Commit ids by migration name; without what the commits asked for do not have. */
  readonly commits: ReadonlyMap<string, string>;
  /** False where the log broke off: then it says nothing. */
  readonly isWhole: boolean;
}

/** So many single files are found sooner than all that came into their folder: git compares each path with each entry. */
const mostPaths = 3;

/**
 * The commit that brought each migration's `migration.sql` in under this path. If it came in more than once (taken out and
 * put back, or on two branches), the oldest commit in topological order.
 *
 * @param folder the migrations folder, from the work tree's top; '' for the top itself
 * @param names the migrations that are asked for; the answer may know of more
 * @param tip the commit at which to begin to look
 */
export async function commitsThatAdded(
  top: string,
  folder: string,
  names: readonly string[],
  tip: string,
): Promise<Added> {
  const files = names.map((name) => joinPath(folder, name, 'migration.sql'));
  const all = folder === '' ? [] : [folder];
  const paths = names.length <= mostPaths ? files : all;
  const { code, stdout } = await git(top, [
    ...['log', '-z', '--topo-order', '--format=%x01%H', '--diff-filter=A', '--name-only'],
    // -m: a file can also come in by the merge commit itself. The rest undoes what a config may ask for.
    ...['-m', '--no-renames', '--no-relative', '--no-notes', tip, '--', ...paths],
  ]);
  const commits = new Map<string, string>();
  // In a clone without all trees the log breaks off; half of it would name wrong commits.
  if (code !== 0) return { commits, isWhole: false };
  let commit = '';
  for (const piece of stdout.split(/[\0\n]/)) {
    if (piece.startsWith('\u0001')) commit = piece.slice(1);
    else {
      const name = migrationName(piece, folder);
      // Newest first: a later line is older and replaces what an earlier one said.
      if (name !== undefined) commits.set(name, commit);
    }
  }
  return { commits, isWhole: true };
}

/** The migration whose file this path is; undefined if it is anything else. */
function migrationName(file: string, folder: string): string | undefined {
  const inner = folder === '' ? file : file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : '';
  const [name, rest, ...more] = inner.split('/');
  return rest === 'migration.sql' && more.length === 0 ? name : undefined;
}
