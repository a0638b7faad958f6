import { isContractSchema } from '../../core/prisma-schema/contract-text';
import { type FileTree, isFolder, joinPath, nameOf, parentOf, upwards } from '../files/file-tree';
import { prisma8ConfigNames, readPrisma8Config, type Prisma8Config } from './prisma8-config';

/** Where a project of Prisma 8 keeps its things; paths within the tree. */
export interface Prisma8Paths {
  /** The folder above the migrations of the app and of its extensions. */
  readonly spaces: string;
  /** The contract as people write it: `contract.prisma` or `contract.ts`. */
  readonly contract: string | undefined;
  /** The contract as `contract emit` writes it, if it is there. */
  readonly emitted: string | undefined;
}

/** A project of Prisma 8. */
export interface Prisma8Project extends Prisma8Paths {
  readonly root: string;
  /** The folder of the app's own migrations; it need not exist yet. */
  readonly migrations: string;
  readonly notices: readonly string[];
}

/** Whether a folder is a migration of Prisma 8. */
async function isPrisma8Migration(tree: FileTree, folder: string): Promise<boolean> {
  return isMigration(await namesIn(tree, folder));
}

async function namesIn(tree: FileTree, folder: string): Promise<Set<string>> {
  return new Set(((await tree.list(folder)) ?? []).map(({ name }) => name));
}

function isMigration(names: ReadonlySet<string>): boolean {
  return names.has('ops.json') && names.has('migration.json');
}

/** Whether the folder holds the app's own migrations of Prisma 8. Those of an extension lie beside it. */
export async function isPrisma8Migrations(tree: FileTree, folder: string): Promise<boolean> {
  const name = nameOf(folder);
  if (name !== 'app' && !/migration/i.test(name)) return false;
  for (const entry of (await tree.list(folder)) ?? []) {
    if (entry.kind !== 'folder') continue;
    const names = await namesIn(tree, joinPath(folder, entry.name));
    if (isMigration(names)) return true;
    // A long history of Prisma 7 need not be looked through.
    if (names.has('migration.sql')) return false;
  }
  return false;
}

/** Whether a folder among the migrations of Prisma 7 is one of those that Prisma 8 keeps there. */
export async function isOfPrisma8(tree: FileTree, folder: string): Promise<boolean> {
  for (const { name, kind } of (await tree.list(folder)) ?? []) {
    if (kind !== 'folder') continue;
    const inside = joinPath(folder, name);
    if (await isPrisma8Migration(tree, inside)) return true;
    if (nameOf(folder) === 'snapshots' && (await tree.read(joinPath(inside, 'contract.json'))) !== undefined)
      return true;
  }
  return false;
}

/** The project whose migrations the folder holds: the config or the contract that leads to it, the nearest upwards. */
export async function prisma8OfMigrations(tree: FileTree, migrations: string): Promise<Prisma8Project> {
  const spaces = nameOf(migrations) === 'app' ? parentOf(migrations) : migrations;
  for (const folder of upwards(spaces)) {
    const config = await configAt(tree, folder);
    if (config && spacesOf(config, folder) === spaces) {
      return await projectOf(tree, folder, { config, spaces, migrations });
    }
  }
  const start = parentOf(spaces);
  for (const folder of upwards(start)) {
    if ((await usualContract(tree, folder)) ?? (await hasManifest(tree, folder))) {
      return await projectOf(tree, folder, { config: undefined, spaces, migrations });
    }
  }
  return await projectOf(tree, start, { config: undefined, spaces, migrations });
}

/** The project for which Prisma 8, started in the folder, would work; undefined where there is none. */
export async function prisma8At(
  tree: FileTree,
  folder: string,
  by: 'config' | 'files',
): Promise<Prisma8Project | undefined> {
  const config = await configAt(tree, folder);
  if (config) {
    const spaces = spacesOf(config, folder);
    const project = await projectOf(tree, folder, { config, spaces, migrations: await appOf(tree, spaces) });
    // One that only reads along has neither.
    const isOwn = project.contract !== undefined || (await isFolder(tree, project.migrations));
    return isOwn || config.unread.length > 0 ? project : undefined;
  }
  if (by === 'config') return undefined;
  for (const spaces of ['migrations', 'prisma/migrations'].map((name) => joinPath(folder, name))) {
    const migrations = await appOf(tree, spaces);
    if (await isPrisma8Migrations(tree, migrations)) return await prisma8OfMigrations(tree, migrations);
  }
  const contract = await usualContract(tree, folder);
  if (contract === undefined) return undefined;
  for (const above of upwards(folder)) {
    const project = await prisma8At(tree, above, 'config');
    if (project?.contract === contract) return project;
  }
  const spaces = joinPath(folder, 'migrations');
  return await projectOf(tree, folder, {
    ...{ config: undefined, spaces, migrations: joinPath(spaces, 'app') },
  });
}

/** The project of a config that somebody has named; undefined where that is none of Prisma 8. */
export async function prisma8OfConfig(tree: FileTree, file: string): Promise<Prisma8Project | undefined> {
  const folder = parentOf(file);
  const config = await readConfig(tree, folder, file);
  if (!config) return undefined;
  const spaces = spacesOf(config, folder);
  return await projectOf(tree, folder, { config, spaces, migrations: await appOf(tree, spaces) });
}

/** A package that only publishes a contract keeps its migrations without a folder for the app. */
async function appOf(tree: FileTree, spaces: string): Promise<string> {
  const app = joinPath(spaces, 'app');
  if (await isFolder(tree, app)) return app;
  return (await isPrisma8Migrations(tree, spaces)) ? spaces : app;
}

/** A config with the file that it is. */
interface FoundConfig extends Prisma8Config {
  readonly file: string;
}

async function configAt(tree: FileTree, folder: string): Promise<FoundConfig | undefined> {
  const names = await namesIn(tree, folder);
  const name = prisma8ConfigNames.find((one) => names.has(one));
  return name === undefined ? undefined : await readConfig(tree, folder, joinPath(folder, name));
}

async function readConfig(tree: FileTree, folder: string, file: string): Promise<FoundConfig | undefined> {
  const text = (await tree.read(file)) ?? '';
  const config = readPrisma8Config(text, { folder: `/${folder}`, cwd: `/${folder}` });
  return config && { ...config, file };
}

function spacesOf(config: Prisma8Config, folder: string): string {
  return config.migrations === undefined ? joinPath(folder, 'migrations') : joinPath(config.migrations);
}

/** Where the contract is, as `orm init` lays it out and as people do. */
const usualContracts = ['src/prisma', 'prisma', 'src', ''].flatMap((folder) =>
  ['contract.prisma', 'contract.ts'].map((name) => joinPath(folder, name)),
);

async function usualContract(tree: FileTree, folder: string): Promise<string | undefined> {
  for (const name of usualContracts) {
    const file = joinPath(folder, name);
    const text = await tree.read(file);
    if (text === undefined) continue;
    if (name.endsWith('.ts') ? /["']@prisma(?:\/orm-|-next\/)/.test(text) : isContractSchema({ text }))
      return file;
  }
  return undefined;
}

async function hasManifest(tree: FileTree, folder: string): Promise<true | undefined> {
  return (await tree.read(joinPath(folder, 'package.json'))) === undefined ? undefined : true;
}

async function projectOf(
  tree: FileTree,
  root: string,
  found: {
    readonly config: FoundConfig | undefined;
    readonly spaces: string;
    readonly migrations: string;
  },
): Promise<Prisma8Project> {
  const { config, spaces, migrations } = found;
  const contract =
    config?.contract === undefined ? await usualContract(tree, root) : joinPath(config.contract);
  const emitted = await emittedOf(tree, contract, config?.output);
  const unread = config?.unread.map(
    (name) => `${config.file}: ${name} is not a plain path, and lint runs no code; the default path is used.`,
  );
  return { root, migrations, spaces, contract, emitted, notices: unread ?? [] };
}

async function emittedOf(
  tree: FileTree,
  contract: string | undefined,
  output: string | undefined,
): Promise<string | undefined> {
  const given = output === undefined ? undefined : joinPath(output);
  const beside = contract?.replace(/\.[^./]+$/, '.json');
  const candidates = given === undefined ? [beside] : [given, joinPath(given, 'contract.json'), beside];
  for (const file of candidates) {
    if (file?.endsWith('.json') && (await tree.read(file)) !== undefined) return file;
  }
  return undefined;
}
