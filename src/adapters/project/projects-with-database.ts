import { HumanError } from '../../core/human-error';
import { type FileTree, isWithin, parentOf, upwards } from '../files/file-tree';
import { pathFrom } from '../files/path-from';
import { findProjects, type FoundProject, type SearchOptions } from './find-projects';
import { projectAt, type ProjectPaths } from './locate';
import { settingsAt } from './settings';

/**
 * Finds the projects that the paths stand for, the nearest ones, of which it is known which database is theirs. Another
 * folder of migrations would get the database of the project around it.
 *
 * @param paths relative to `cwd` or absolute; without any the folder is `cwd`
 * @throws HumanError as findProjects, and where there is only such a folder
 */
export async function findProjectsWithDatabase(
  paths: readonly string[],
  cwd: string,
  options: Pick<SearchOptions, 'progress'> = {},
): Promise<FoundProject[]> {
  const all = await findProjects(paths, cwd, { ...options, nearest: true });
  const known = await withDatabases(all);
  const [first] = all;
  if (known.length > 0 || !first) return known;
  throw new HumanError(
    `${pathFrom(cwd, first.tree.toDisk(first.paths.migrations))} is a folder of migrations, but no Prisma project: it has no schema, no migration_lock.toml and no Prisma config, so it is not known which database is meant. Name a project with --project, or its Prisma config with --config.`,
  );
}

/** Those of which it is known which database is theirs. */
export async function withDatabases(all: readonly FoundProject[]): Promise<FoundProject[]> {
  const known: FoundProject[] = [];
  for (const found of all) {
    const owner = await ownerOfDatabase(found);
    if (owner === 'none') continue;
    known.push(owner === 'guest' ? { ...found, paths: { ...found.paths, isGuest: true } } : found);
  }
  return known;
}

/**
 * Whose settings say where the database is.
 *
 * - own: those of the project's folder
 * - guest: the folder has those of another project, beside or below which this one is
 * - none: nothing says that the migrations have a database at all
 */
async function ownerOfDatabase({ tree, paths }: FoundProject): Promise<'own' | 'guest' | 'none'> {
  const { root, migrations, schema, config } = paths;
  if (config !== undefined) return 'own';
  const realPath = (folder: string): string => tree.realPath(folder) ?? tree.toDisk(folder);
  const hasThem = (one: ProjectPaths): boolean => realPath(one.migrations) === realPath(migrations);
  const hasSchema = (one: ProjectPaths): boolean => schema !== undefined && one.schema?.path === schema.path;
  let isKept = tree.list(migrations)?.some(({ name }) => name === 'migration_lock.toml') === true;
  for (const folder of upwards(parentOf(migrations))) {
    const around = await projectAt(tree, folder);
    if (!around) continue;
    if (hasThem(around)) isKept ||= await hasSettings(tree, folder, around);
    // Beside the folder that the schema keeps, this one is a copy.
    else if (hasSchema(around) && tree.list(around.migrations)) return 'none';
  }
  if (!isKept) return 'none';
  const ofRoot = await projectAt(tree, root);
  return !ofRoot || hasThem(ofRoot) || hasSchema(ofRoot) ? 'own' : 'guest';
}

/** Whether the folder has more of a project than migrations: a schema, or settings that speak of Prisma. */
async function hasSettings(tree: FileTree, folder: string, { schema }: ProjectPaths): Promise<boolean> {
  return (schema && isWithin(schema.path, folder)) || (await settingsAt(tree, folder)) !== undefined;
}
