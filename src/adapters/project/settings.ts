import { type FileTree, joinPath, parentOf } from '../files/file-tree';
import { configFileNames, readPrismaConfig } from './prisma-config';

/** What a folder's Prisma config file or package.json says of the project's paths, which are within the tree. */
export interface Settings {
  /** The file that says so. */
  readonly file: string;
  readonly isConfig: boolean;
  /** Prisma does not find it by itself: somebody has to name it. */
  readonly isNamed?: boolean;
  readonly schema: string | undefined;
  readonly migrations: string | undefined;
  readonly notices: readonly string[];
}

/** The settings that hold when Prisma is started in the folder; undefined where nothing there speaks of Prisma. */
export async function settingsAt(tree: FileTree, folder: string): Promise<Settings | undefined> {
  const entries = (await tree.list(folder)) ?? [];
  const names = new Set(entries.filter(({ kind }) => kind === 'file').map(({ name }) => name));
  if (entries.some(({ kind, name }) => kind === 'folder' && name === '.config')) {
    for (const { name } of (await tree.list(joinPath(folder, '.config'))) ?? []) names.add(`.config/${name}`);
  }
  const schema = names.has('package.json') ? await packageSchema(tree, folder) : undefined;
  const named = names.has('migration-guard.json') ? await namedConfig(tree, folder) : undefined;
  if (named !== undefined) return { ...(await configSettings(tree, folder, named, schema)), isNamed: true };
  const config = configFileNames.find((name) => names.has(name));
  if (config !== undefined) return await configSettings(tree, folder, joinPath(folder, config), schema);
  if (schema === undefined) return undefined;
  return {
    file: joinPath(folder, 'package.json'),
    isConfig: false,
    schema,
    migrations: undefined,
    notices: [],
  };
}

/** `config` of migration-guard.json, if the file is there. */
async function namedConfig(tree: FileTree, folder: string): Promise<string | undefined> {
  const text = await tree.read(joinPath(folder, 'migration-guard.json'));
  if (text === undefined) return undefined;
  // What checks it takes long to load.
  const { readGuardConfig } = await import('../../core/config/read-guard-config');
  const named = readGuardConfig({ file: 'migration-guard.json', text }).prismaConfig;
  const file = named === undefined ? undefined : joinPath(folder, named.replaceAll('\\', '/'));
  return file !== undefined && (await tree.read(file)) !== undefined ? file : undefined;
}

/** Prisma configs of other names, for several databases of one package: `prisma.logs.config.ts`. */
const otherConfigName = /^prisma\d*[.-][\w.-]+\.config\.[cm]?[jt]s$/;

/** What configs say that Prisma, started in the folder, takes only where they are named. */
export async function otherSettingsAt(tree: FileTree, folder: string): Promise<Settings[]> {
  const files = ((await tree.list(folder)) ?? []).filter(
    ({ kind, name }) => kind === 'file' && otherConfigName.test(name) && !configFileNames.includes(name),
  );
  return await Promise.all(files.map(({ name }) => settingsOfConfig(tree, joinPath(folder, name))));
}

/** What a config says that somebody has named. */
export async function settingsOfConfig(tree: FileTree, file: string): Promise<Settings> {
  return { ...(await configSettings(tree, parentOf(file), file, undefined)), isNamed: true };
}

/** A config that names no schema leaves package.json's word standing. */
async function configSettings(
  tree: FileTree,
  folder: string,
  file: string,
  fromPackage: string | undefined,
): Promise<Settings> {
  const text = (await tree.read(file)) ?? '';
  const read = readPrismaConfig(text, { folder: `/${parentOf(file)}`, cwd: `/${folder}` });
  return {
    file,
    isConfig: true,
    schema: read.schema === undefined ? fromPackage : joinPath(read.schema),
    migrations: read.migrations === undefined ? undefined : joinPath(read.migrations),
    notices: read.unread.map(
      (name) => `${file}: ${name} is not a plain path, and lint runs no code; the default path is used.`,
    ),
  };
}

async function packageSchema(tree: FileTree, folder: string): Promise<string | undefined> {
  const prisma = record(parseJson(await tree.read(joinPath(folder, 'package.json'))))['prisma'];
  const schema = record(prisma)['schema'];
  return typeof schema === 'string' ? joinPath(folder, schema.replaceAll('\\', '/')) : undefined;
}

/** The JSON in the text, undefined where there is none; a package.json that cannot be parsed is npm's matter. */
export function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse((text ?? 'null').replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** The value as a record of unknowns; an empty one if it is not an object. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
