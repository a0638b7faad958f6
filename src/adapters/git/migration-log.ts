import { git } from './run';

/** One file that one commit brought in, changed or took away. */
export interface FileChange {
  readonly commit: string;
  /** A ref from which the commit was reached: `refs/heads/main`; empty for one that only a reflog knows. */
  readonly source: string;
  /** From the work tree's top. */
  readonly path: string;
  /** The blob's id; undefined where the file was taken away. */
  readonly blob: string | undefined;
  /** Whether the commit's parents did not have the file. */
  readonly isNew: boolean;
}

/** A blob, and a path under which some commit or the index has it, from the work tree's top. */
export interface KnownBlob {
  readonly blob: string;
  readonly path: string;
}

/** Single files are found in half the time, but a command line has its limits. */
const mostPaths = 100;

const format = [
  ...['-z', '--raw', '--no-abbrev', '--format=%x01%H %S', '--source'],
  // A merge counts with what none of its parents had; a stash is such a merge. The rest undoes what a config asks for.
  ...['-c', '--root', '--no-renames', '--no-relative', '--no-notes'],
];

/**
 * The changes of files, newest commit first. A merge counts with what none of its parents had: what one of them had came
 * in by that one's own commits. In a clone that lacks trees the log breaks off, and what came before that is given.
 *
 * @param revisions what to walk from, such as `HEAD` or `--all`
 * @param paths from the work tree's top; of very many the answer may have changes of others too
 * @throws GitMissing if there is no git
 */
export async function changesOf(
  top: string,
  revisions: readonly string[],
  paths: readonly string[],
): Promise<FileChange[]> {
  if (paths.length === 0) return [];
  const pathspecs =
    paths.length <= mostPaths ? paths : [commonFolder(paths)].filter((folder) => folder !== '');
  // Without the full history a merge that kept one side's file would hide the other's.
  const { stdout } = await git(top, ['log', ...revisions, '--full-history', ...format, '--', ...pathspecs]);
  return readLog(stdout);
}

/** Everything that the commits themselves changed. */
export async function changesIn(top: string, commits: readonly string[]): Promise<FileChange[]> {
  if (commits.length === 0) return [];
  const { stdout } = await git(top, ['log', '--no-walk=unsorted', ...format, ...commits, '--']);
  return readLog(stdout);
}

/**
 * Every `migration.sql` that a branch, a tag, a stash or a reflog leads to; a blob once, whatever other paths it has. Much
 * quicker than a log without paths, but does not tell which commit has it.
 */
export async function migrationBlobs(top: string): Promise<KnownBlob[]> {
  const { stdout } = await git(top, ['rev-list', '--all', '--reflog', '--objects', '--missing=allow-any']);
  const found = stdout.matchAll(/^([0-9a-f]+) ((?:.*\/)?migration\.sql)$/gm);
  return Array.from(found, ([, blob = '', path = '']) => ({ blob, path }));
}

/** Every `migration.sql` that is staged. */
export async function stagedMigrations(top: string): Promise<KnownBlob[]> {
  const { stdout } = await git(top, [
    // The path is a pattern, for once; the last word about that counts.
    ...['--no-literal-pathspecs', 'ls-files', '--stage', '-z', '--full-name'],
    ...['--', ':(top,glob)**/migration.sql'],
  ]);
  return stdout.split('\0').flatMap((entry) => {
    const [, blob, path] = /^\d+ ([0-9a-f]+) \d\t(.+)$/s.exec(entry) ?? [];
    return blob === undefined || path === undefined ? [] : [{ blob, path }];
  });
}

/** The commits of each stash, by its name: what was in the work tree, in the index, and not yet in git at all. */
export async function stashCommits(top: string): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await git(top, ['log', '-g', '--format=%H %P', 'refs/stash', '--']);
  const names = new Map<string, string>();
  for (const [index, line] of stdout
    .split('\n')
    .filter((each) => each !== '')
    .entries()) {
    const [stash = '', , ...own] = line.split(' ');
    for (const commit of [stash, ...own]) names.set(commit, `stash@{${index}}`);
  }
  return names;
}

/** The migration's name in the path of its `migration.sql`. */
export function nameIn(path: string): string {
  return path.split('/').at(-2) ?? '';
}

/**
 * Takes a log apart. Pieces end with NUL: `\x01<commit> <source>`, then for each file `:<modes> <ids> <status>` and its
 * path. A merge with n parents has n colons, modes and ids of the parents, and a letter for each in the status.
 */
function readLog(output: string): FileChange[] {
  const changes: FileChange[] = [];
  let [commit, source] = ['', ''];
  let entry: Pick<FileChange, 'blob' | 'isNew'> | undefined;
  for (const piece of output.split('\0')) {
    const text = piece.replace(/^\n+/, '');
    if (entry) {
      changes.push({ commit, source, path: text, ...entry });
      entry = undefined;
    } else if (text.startsWith('\u0001')) {
      [commit = '', source = ''] = text.slice(1).trimEnd().split(' ');
    } else if (text.startsWith(':')) entry = readEntry(text);
  }
  return changes;
}

function readEntry(text: string): Pick<FileChange, 'blob' | 'isNew'> {
  const words = text.split(' ');
  const status = words.at(-1) ?? '';
  const id = words.at(-2) ?? '';
  return { blob: /^0+$/.test(id) ? undefined : id, isNew: /^A+$/.test(status) };
}

function commonFolder([first = '', ...others]: readonly string[]): string {
  const parts = first.split('/').slice(0, -1);
  while (parts.length > 0 && !others.every((path) => path.startsWith(`${parts.join('/')}/`))) parts.pop();
  return parts.join('/');
}
