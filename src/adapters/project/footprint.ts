import { type FileTree, joinPath, parentOf, upwards } from '../files/file-tree';
import { readGuardFile } from './guard-file';
import type { ProjectPaths } from './locate';
import { lockFileNames } from './lock-files';
import { prismaVersion } from './prisma-version';
import { isPrismaConfig } from './prisma-config';
import { configPaths, driftIgnorePaths } from './read-project';
import { schemaFiles, schemaFolder } from './schema-location';

/** A project in a tree. */
export interface PlacedProject {
  readonly tree: FileTree;
  readonly paths: ProjectPaths;
  /** The project's folder on disk, where node_modules is looked for. */
  readonly diskFolder: string;
}

/**
 * The files besides the migrations on which the verdict on a project hangs, whether they are there or not; paths within
 * the tree. Rather too many than too few.
 *
 * @param before the same folders at another time: what was there then counts too
 */
export async function footprintOf(
  { tree, paths, diskFolder }: PlacedProject,
  before: FileTree,
): Promise<ReadonlySet<string>> {
  const files = new Set([...driftIgnorePaths(paths), ...configPaths(paths)]);
  const add = (more: Iterable<string>): void => {
    for (const file of more) files.add(file);
  };
  const recorded: FileTree = {
    ...tree,
    read: (file) => {
      files.add(file);
      return tree.read(file);
    },
  };
  // The lock file only where nothing is installed that tells the version.
  await prismaVersion(recorded, paths.root, diskFolder);
  if (paths.config !== undefined) files.add(paths.config);
  if (paths.prisma8?.contract !== undefined) files.add(paths.prisma8.contract);
  for (const side of [tree, before]) {
    add(await settingFiles(side, paths));
    add(await schemasOf(side, paths));
  }
  add(await extendedIn(tree, paths));
  return files;
}

/** What may say where the schema and the migrations are: package.json and Prisma configs, from the migrations upwards. */
async function settingFiles(tree: FileTree, { migrations, root }: ProjectPaths): Promise<string[]> {
  const folders = new Set([...upwards(parentOf(migrations)), ...upwards(root)]);
  const found = await Promise.all(
    [...folders].flatMap((folder) =>
      [folder, joinPath(folder, '.config')].map(async (inside) =>
        ((await tree.list(inside)) ?? [])
          .filter(({ kind, name }) => kind === 'file' && (name === 'package.json' || isPrismaConfig(name)))
          .map(({ name }) => joinPath(inside, name)),
      ),
    ),
  );
  return found.flat();
}

/** Files beside the schema count too: together with them it may be one of several files. */
async function schemasOf(tree: FileTree, { schema }: ProjectPaths): Promise<string[]> {
  if (!schema) return [];
  return await schemaFiles(tree, { ...schema, kind: 'folder', path: schemaFolder(schema) });
}

/** Whether migration-guard.json has vector queries looked for in code, which may have changed where nothing else has. */
export async function looksAtCode({
  tree,
  paths,
}: {
  tree: FileTree;
  paths: ProjectPaths;
}): Promise<boolean> {
  const guard = await readGuardFile({ tree, identify: (file) => file }, configPaths(paths));
  if (!guard) return false;
  const { settingFiles } = await import('../../core/config/guard-file');
  return settingFiles(guard).some(({ text }) => /"queries"\s*:/.test(text));
}

/** What migration-guard.json extends; git does not know what is installed, and the lock file does. */
async function extendedIn(tree: FileTree, paths: ProjectPaths): Promise<string[]> {
  const guard = await readGuardFile({ tree, identify: (file) => file }, configPaths(paths));
  const extended = guard ? (await import('../../core/config/extended-files')).extendedFiles(guard) : [];
  const isInstalled = (file: string): boolean => /(?:^|\/)node_modules\//.test(file);
  const locks = extended.some(isInstalled)
    ? [...upwards(paths.root)].flatMap((folder) => lockFileNames.map((name) => joinPath(folder, name)))
    : [];
  return [...extended.filter((file) => !isInstalled(file)), ...locks];
}
