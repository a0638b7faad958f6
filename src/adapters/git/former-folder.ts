import { HumanError } from '../../core/human-error';
import { git } from './run';

/**
 * The paths of all files of a commit.
 *
 * @throws HumanError where git cannot list them
 */
export async function filesOf(top: string, commit: string): Promise<string[]> {
  const { code, stdout, stderr } = await git(top, [
    ...['ls-tree', '-r', '--full-tree', '--name-only', '-z'],
    commit,
  ]);
  if (code !== 0)
    throw new HumanError(`git could not list the files of the commit ${commit}: ${stderr.trim()}`);
  return stdout.split('\0');
}

/** Where the migrations were in a commit, given all of its paths: the folder that shares most names with today's. */
export function formerMigrationsFolder(
  files: readonly string[],
  names: ReadonlySet<string>,
): string | undefined {
  const shared = new Map<string, number>();
  for (const file of files) {
    const [, folder = '', name = ''] = /^(?:(.*)\/)?([^/]+)\/migration\.sql$/.exec(file) ?? [];
    if (names.has(name)) shared.set(folder, (shared.get(folder) ?? 0) + 1);
  }
  const [best] = [...shared].sort(([, a], [, b]) => b - a);
  return best?.[0];
}
