import { pathInside } from '../files/real-path';
import fs from 'node:fs';
import path from 'node:path';
import { HumanError } from '../../core/human-error';
import type { Progress } from '../../workflows/progress';
import { type DiskTree, openDiskTree } from '../files/disk-tree';
import { isWithin, joinPath, nameOf, parentOf, upwards } from '../files/file-tree';
import {
  holdsMigrations,
  projectAt,
  projectOfConfig,
  projectOfMigrations,
  type ProjectPaths,
} from './locate';
import { hasDatasource, isPostgres, schemaFiles, schemaIn } from './schema-location';
import { searchDown } from './search-down';
import { startOf, type Start } from './search-start';
import { treeRootOf } from '../files/tree-root';
import { noProjectHere } from './no-project';
import { append } from '../../core/append';

/** A project on disk, before anything but its paths was read. */
export interface FoundProject {
  readonly tree: DiskTree;
  readonly paths: ProjectPaths;
  /** Names of the migrations that the person named; undefined means all. */
  readonly only: ReadonlySet<string> | undefined;
}

export interface SearchOptions {
  readonly progress?: Progress | undefined;
  /** Whether a folder stands for one project where it can: the one around it, and only without one for those below. */
  readonly nearest?: boolean;
}

/**
 * Finds the projects that the paths stand for. A path is a `migration.sql`, a migration's folder, a migrations folder,
 * any folder in, of or above projects, or a file that belongs to a project as a whole (schema, config, package.json).
 * A folder stands for the project around it, searched upwards, and for all below it, unless only the nearest is wanted.
 * Without paths the folder is `cwd`.
 *
 * @param paths relative to `cwd` or absolute
 * @returns projects in the order of the paths, each once; empty only if no path was given and there is none
 * @throws HumanError for a path that is not there or that no project belongs to, and where what could not be read may
 *   have hidden the only one
 */
export async function findProjects(
  paths: readonly string[],
  cwd: string,
  options: SearchOptions = {},
): Promise<FoundProject[]> {
  const { progress } = options;
  const trees = new Map<string, DiskTree>();
  const found = new Map<string, FoundProject>();
  for (const given of paths.length > 0 ? paths : ['.']) {
    const start = startOf(given, path.resolve(cwd, given));
    const root = treeRootOf(start.folder);
    const tree = trees.get(root) ?? openDiskTree(root);
    trees.set(root, tree);
    const links: string[] = [];
    const projects = (await projectsOf(tree, start, links, options)).map((located) =>
      withRealMigrations(tree, located),
    );
    if (projects.length === 0 && paths.length > 0) {
      throw new HumanError(
        `No Prisma project was found for ${given === '' ? "''" : given}${barrier(tree, start)}. Name a migration.sql, a migrations folder or a project's folder.`,
      );
    }
    if (isEmptyMigration(tree, start, projects)) {
      throw new HumanError(
        `${given} has no migration.sql. Name a folder that has one, or the project's folder.`,
      );
    }
    for (const located of projects) {
      const key = tree.toDisk(located.migrations);
      const names = start.kind === 'migration' ? new Set([start.name]) : undefined;
      const before = found.get(key);
      const only = before ? before.only && names && new Set([...before.only, ...names]) : names;
      // Of one folder that is reached by two ways, the way that leads to a schema says more.
      if (before?.paths.schema && !located.schema) found.set(key, { ...before, only });
      else found.set(key, { tree, paths: located, only });
    }
    for (const linked of await projectsElsewhere(links, trees, progress)) {
      const key = linked.tree.toDisk(linked.paths.migrations);
      if (!found.has(key)) found.set(key, linked);
    }
  }
  if (found.size === 0) {
    const [reason] = [...trees.values()].map((tree) => barrier(tree, { folder: cwd }));
    if (reason) throw noProjectHere(reason);
  }
  return [...found.values()];
}

/** Projects in folders outside of the tree to which links in it lead. Each folder is searched once, so circles end. */
async function projectsElsewhere(
  links: readonly string[],
  trees: Map<string, DiskTree>,
  progress: Progress | undefined,
): Promise<FoundProject[]> {
  const found: FoundProject[] = [];
  const seen = new Set<string>();
  for (const waiting = [...links]; waiting.length > 0;) {
    const folder = waiting.shift() ?? '';
    if (seen.has(folder)) continue;
    seen.add(folder);
    const root = treeRootOf(folder);
    const tree = trees.get(root) ?? openDiskTree(root);
    trees.set(root, tree);
    const { migrations, linked } = await searchDown(tree, joinPath(tree.fromDisk(folder)), () =>
      progress?.tick(),
    );
    for (const path of migrations) {
      found.push({ tree, paths: await projectOfMigrations(tree, path), only: undefined });
    }
    append(
      waiting,
      linked.flatMap(({ target }) => (looksLikeProject(target) ? [target] : [])),
    );
  }
  return found;
}

/** The project with its migrations where they really are: by that path git knows them. */
function withRealMigrations(tree: DiskTree, located: ProjectPaths): ProjectPaths {
  const target = tree.realPath(located.migrations);
  const real = target === undefined ? undefined : withinTree(tree, target);
  return real === undefined || real === located.migrations ? located : { ...located, migrations: real };
}

/**
 * Whether a link leads to a project that the search does not meet by itself: what lies below its start is found there, and
 * what is around its start was not asked for.
 */
function leadsElsewhere(tree: DiskTree, target: string, start: string): boolean {
  const inside = withinTree(tree, target);
  if (inside !== undefined) return !isWithin(inside, start) && !isWithin(start, inside);
  const isAround = !path.relative(target, tree.realPath('') ?? tree.root).startsWith('..');
  return !isAround && looksLikeProject(target);
}

/** A link to a folder of anything else may lead to a whole disk. */
function looksLikeProject(folder: string): boolean {
  return ['package.json', 'prisma', 'schema.prisma', 'migrations'].some((name) =>
    fs.existsSync(path.join(folder, name)),
  );
}

/** The path in the tree of an absolute path without links; undefined where that is outside. */
function withinTree(tree: DiskTree, target: string): string | undefined {
  return pathInside(tree.realPath('') ?? tree.root, target);
}

/** What kept the search from looking further, in brackets. */
function barrier(tree: DiskTree, { folder }: Pick<Start, 'folder'>): string {
  const [first] = tree.unread.filter((one) => isWithin(one.path, tree.fromDisk(folder)));
  return first === undefined ? '' : ` (${first.path || tree.root} could not be read: ${first.reason})`;
}

/** A folder among migrations that is none itself: to lint all of its neighbours is not what was asked for. */
function isEmptyMigration(tree: DiskTree, start: Start, projects: readonly ProjectPaths[]): boolean {
  const folder = joinPath(tree.fromDisk(start.folder));
  return (
    start.kind === 'search' &&
    projects.some(({ migrations }) => parentOf(folder) === migrations && folder !== '')
  );
}

/** @param links gets the folders outside of the tree to which links lead that were met */
async function projectsOf(
  tree: DiskTree,
  start: Start,
  links: string[],
  { progress, nearest = false }: SearchOptions,
): Promise<ProjectPaths[]> {
  const folder = joinPath(tree.fromDisk(start.folder));
  if (start.kind === 'config') return [await projectOfConfig(tree, joinPath(folder, start.name))];
  if (start.kind === 'migration' || (await holdsMigrations(tree, folder))) {
    return [await projectOfMigrations(tree, folder)];
  }
  const around = await projectAround(tree, folder);
  const isReal = around !== undefined && (await isWholeProject(tree, around));
  if (!start.down || (nearest && isReal && (await isOfProject(tree, folder, around)))) {
    return around ? [around] : [];
  }
  const below = await withThoseBelow(tree, folder, nearest || !isReal ? undefined : around, links, progress);
  return below.length === 0 && around ? [around] : below;
}

/**
 * The nearest project upwards. One without migrations may be a part of one further up, whose settings know where its
 * migrations are, or of whose schema it holds some files.
 */
async function projectAround(tree: DiskTree, start: string): Promise<ProjectPaths | undefined> {
  let nearest: ProjectPaths | undefined;
  for (const folder of upwards(start)) {
    const found = await projectAt(tree, folder);
    if (!found) continue;
    if (!nearest) {
      if (tree.list(found.migrations)) return found;
      nearest = found;
    } else if (sharesSchema(nearest, found) && (!found.prisma8 || tree.list(found.migrations))) {
      return found;
    }
  }
  return nearest;
}

function sharesSchema({ schema: inner }: ProjectPaths, { schema: outer }: ProjectPaths): boolean {
  return inner !== undefined && outer !== undefined && isWithin(inner.path, outer.path);
}

/** Whether it has migrations, or a schema with a datasource, for which they can be made: others are parts of something. */
async function isWholeProject(tree: DiskTree, { migrations, schema }: ProjectPaths): Promise<boolean> {
  if (tree.list(migrations)) return true;
  const files = schema ? await schemaFiles(tree, schema) : [];
  return files.some((file) => hasDatasource(tree.read(file) ?? ''));
}

/** Whether the project is that of the folder, or of the package in which the folder is; another package may have its own. */
async function isOfProject(tree: DiskTree, start: string, { root }: ProjectPaths): Promise<boolean> {
  if (await projectAt(tree, start)) return true;
  for (const folder of upwards(start)) {
    if (folder === root) return true;
    if (tree.list(folder)?.some(({ name }) => name === 'package.json')) return false;
  }
  return true;
}

async function withThoseBelow(
  tree: DiskTree,
  start: string,
  around: ProjectPaths | undefined,
  links: string[],
  progress: Progress | undefined,
): Promise<ProjectPaths[]> {
  const { migrations, schemas, prisma8, linked } = await searchDown(tree, start, () => progress?.tick());
  const byLink: string[] = [];
  for (const { path: link, target } of linked) {
    if (await holdsMigrations(tree, link)) byLink.push(link);
    else if (leadsElsewhere(tree, target, start)) links.push(target);
  }
  const projects: ProjectPaths[] = around ? [around] : [];
  for (const folder of [...migrations, ...byLink]) {
    if (projects.some((project) => project.migrations === folder)) continue;
    projects.push(await projectOfMigrations(tree, folder));
  }
  const chosen = withoutCopies(projects, tree);
  const known = new Set<string>();
  for (const { schema } of chosen) {
    if (schema) for (const file of await schemaFiles(tree, schema)) known.add(file);
  }
  for (const folder of schemas) {
    if (isSample(folder, start)) continue;
    const project = await projectOfSchema(tree, folder, known);
    if (project) chosen.push(project);
  }
  for (const folder of prisma8) {
    if (isSample(folder, start)) continue;
    const project = await projectAround(tree, folder);
    const isKnown = chosen.some(({ migrations: own }) => own === project?.migrations);
    if (project?.prisma8 && !isKnown) chosen.push(project);
  }
  return chosen;
}

/**
 * A folder of old migrations beside the real one (`migrations_backup`) leads to the same schema but is no project.
 * And a schema for which no migrations were found in the usual folders has them where the search found them.
 */
function withoutCopies(projects: readonly ProjectPaths[], tree: DiskTree): ProjectPaths[] {
  const isThere = ({ migrations }: ProjectPaths): boolean => tree.list(migrations) !== undefined;
  const isUsual = ({ migrations }: ProjectPaths): boolean => nameOf(migrations) === 'migrations';
  return projects.filter((project) => {
    const same = projects.filter(({ schema }) => schema && schema.path === project.schema?.path);
    const present = same.filter(isThere);
    if (present.length === 0) return true;
    const usual = present.filter(isUsual);
    return usual.length === 1 ? usual[0] === project : isThere(project);
  });
}

/** Folders whose schemas show or test something, and for which nobody makes migrations. */
const sampleFolders = new Set(['docs', 'doc', 'fixtures', 'fixture', '__fixtures__', 'testdata']);

/** Whether such a folder lies between the start of a search and what it found: in it nobody began on purpose. */
function isSample(found: string, start: string): boolean {
  const inside = start === '' ? found : found.slice(start.length + 1);
  return inside.split('/').some((name) => sampleFolders.has(name));
}

/** The project of a schema that no migrations folder led to: it has none yet. Only PostgreSQL counts. */
async function projectOfSchema(
  tree: DiskTree,
  folder: string,
  known: Set<string>,
): Promise<ProjectPaths | undefined> {
  const schema = await schemaIn(tree, folder);
  const files = schema ? await schemaFiles(tree, schema) : [];
  if (!schema || files.some((file) => known.has(file))) return undefined;
  const head = files.find((file) => hasDatasource(tree.read(file) ?? ''));
  if (head === undefined || !isPostgres(tree.read(head) ?? '')) return undefined;
  for (const file of files) known.add(file);
  const around = await projectAround(tree, folder);
  if (around?.schema && isWithin(head, around.schema.path)) return around;
  return { root: parentOf(folder), migrations: joinPath(parentOf(head), 'migrations'), schema, notices: [] };
}
