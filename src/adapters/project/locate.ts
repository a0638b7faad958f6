import { type FileTree, isFolder, joinPath, nameOf, parentOf, upwards } from '../files/file-tree';
import {
  datasourceFolder,
  namedSchema,
  schemaFolder,
  schemaIn,
  type SchemaLocation,
} from './schema-location';
import {
  isPrisma8Migrations,
  prisma8At,
  prisma8OfConfig,
  prisma8OfMigrations,
  type Prisma8Paths,
  type Prisma8Project,
} from './prisma8-paths';
import { otherSettingsAt, type Settings, settingsAt, settingsOfConfig } from './settings';

/** Where a project's folders and files are; paths within the tree. */
export interface ProjectPaths {
  readonly root: string;
  /** The migrations folder; it need not exist yet. */
  readonly migrations: string;
  readonly schema: SchemaLocation | undefined;
  /** The Prisma config, where it is another one than Prisma finds by itself. */
  readonly config?: string | undefined;
  /** Whether the Prisma config and the `.env` in its folder are those of another project. */
  readonly isGuest?: boolean;
  /** There for a project of Prisma 8, whose migrations and schema are of another kind. */
  readonly prisma8?: Prisma8Paths;
  readonly notices: readonly string[];
}

/** What it declares is read from the emitted contract, by which Prisma 8 acts, or else from the one that people write. */
function asPaths({ root, migrations, notices, ...prisma8 }: Prisma8Project): ProjectPaths {
  const { contract, emitted } = prisma8;
  const path = emitted ?? (contract?.endsWith('.prisma') ? contract : undefined);
  return {
    ...{ root, migrations, notices, prisma8 },
    schema: path === undefined ? undefined : { path, kind: 'file', foundIn: undefined },
  };
}

/**
 * The project that a migrations folder belongs to. A config file or package.json above it that leads to this very
 * folder decides; else the nearest schema that does not keep its migrations elsewhere. Without either the project is
 * still there, with no schema.
 */
export async function projectOfMigrations(tree: FileTree, migrations: string): Promise<ProjectPaths> {
  if (await isPrisma8Migrations(tree, migrations)) {
    return asPaths(await prisma8OfMigrations(tree, migrations));
  }
  const start = parentOf(migrations);
  const settings: (Settings & { folder: string })[] = [];
  for (const folder of upwards(start)) {
    const found = await settingsAt(tree, folder);
    if (found) settings.push({ ...found, folder });
    for (const other of await otherSettingsAt(tree, folder)) settings.push({ ...other, folder });
  }
  for (const setting of settings) {
    const schema = await settledSchema(tree, setting, setting.folder);
    const candidates =
      setting.migrations === undefined ? await usualMigrations(tree, schema) : [setting.migrations];
    if (!candidates.includes(migrations)) continue;
    const notices = setting.isConfig || schema ? noticesOf(setting, schema) : [];
    const root = setting.isConfig ? setting.folder : await rootOf(tree, start);
    return {
      ...{ root, migrations, schema: schema ?? (await nearestSchema(tree, migrations)), notices },
      config: setting.isNamed ? setting.file : undefined,
    };
  }
  const schema = (await nearestSchema(tree, migrations)) ?? (await unclaimedSchema(tree, settings));
  const nearest = settings[0];
  return {
    root: await rootOf(tree, start),
    migrations,
    schema,
    notices: nearest?.isConfig ? nearest.notices : [],
  };
}

/** The project for which Prisma, started in the folder, would work; undefined where there is none. */
export async function projectAt(tree: FileTree, folder: string): Promise<ProjectPaths | undefined> {
  const configured = await prisma8At(tree, folder, 'config');
  if (configured) return asPaths(configured);
  const older = await prisma7At(tree, folder);
  if (older) return older;
  const found = await prisma8At(tree, folder, 'files');
  return found && asPaths(found);
}

async function prisma7At(tree: FileTree, folder: string): Promise<ProjectPaths | undefined> {
  const settings = await settingsAt(tree, folder);
  const schema = await settledSchema(tree, settings, folder);
  const usual = [...(await usualMigrations(tree, schema)), joinPath(folder, 'prisma/migrations')];
  if (!schema) usual.push(joinPath(folder, 'migrations'));
  const candidates = settings?.migrations === undefined ? usual : [settings.migrations];
  for (const migrations of candidates) {
    if (await isMigrationsFolder(tree, migrations)) return await projectOfMigrations(tree, migrations);
  }
  if (!schema) return undefined;
  const migrations = settings?.migrations ?? joinPath(await datasourceFolder(tree, schema), 'migrations');
  return {
    ...{ root: await rootOf(tree, folder), migrations, schema, notices: noticesOf(settings, schema) },
    config: settings?.isNamed ? settings.file : undefined,
  };
}

/** The project of a Prisma config that somebody has named. */
export async function projectOfConfig(tree: FileTree, file: string): Promise<ProjectPaths> {
  const prisma8 = await prisma8OfConfig(tree, file);
  if (prisma8) return asPaths(prisma8);
  const folder = parentOf(file);
  const settings = await settingsOfConfig(tree, file);
  const schema = await settledSchema(tree, settings, folder);
  const migrations =
    settings.migrations ??
    joinPath(schema ? await datasourceFolder(tree, schema) : joinPath(folder, 'prisma'), 'migrations');
  return { root: folder, migrations, schema, config: file, notices: noticesOf(settings, schema) };
}

/** Whether the folder holds migrations, of whichever Prisma. */
export async function holdsMigrations(tree: FileTree, folder: string): Promise<boolean> {
  return (await isMigrationsFolder(tree, folder)) || (await isPrisma8Migrations(tree, folder));
}

/**
 * Whether the folder's folders hold a `migration.sql`, and it looks like Prisma's: it has a lock file, is called
 * after migrations, or names one by number first. A lone `test/old/migration.sql` makes no project of `test`.
 */
export async function isMigrationsFolder(tree: FileTree, folder: string): Promise<boolean> {
  const entries = (await tree.list(folder)) ?? [];
  const isNamed =
    /migration/i.test(nameOf(folder)) || entries.some(({ name }) => name === 'migration_lock.toml');
  for (const { name, kind } of entries) {
    if (kind !== 'folder' || !(isNamed || /^\d+_/.test(name))) continue;
    const inside = (await tree.list(joinPath(folder, name))) ?? [];
    // Drizzle has migration.sql too, always with a snapshot beside it.
    if (inside.some((entry) => entry.name === 'snapshot.json')) return false;
    if (inside.some((entry) => entry.name === 'migration.sql')) return true;
  }
  return false;
}

/** The schema that the settings name, else the one where Prisma looks by default. */
async function settledSchema(
  tree: FileTree,
  settings: Settings | undefined,
  folder: string,
): Promise<SchemaLocation | undefined> {
  const named = settings?.schema === undefined ? undefined : await namedSchema(tree, settings.schema);
  if (named) return named;
  return (await schemaIn(tree, joinPath(folder, 'prisma'))) ?? (await schemaIn(tree, folder));
}

/** Where Prisma's versions keep the migrations of a schema, the most usual first. */
async function usualMigrations(tree: FileTree, schema: SchemaLocation | undefined): Promise<string[]> {
  if (!schema) return [];
  const folder = schemaFolder(schema);
  const candidates = [
    joinPath(await datasourceFolder(tree, schema), 'migrations'),
    joinPath(folder, 'migrations'),
  ];
  // While several files were a preview, the migrations stayed beside the schema's folder.
  if (schema.kind === 'folder') candidates.push(joinPath(parentOf(folder), 'migrations'));
  return [...new Set(candidates)];
}

/** The nearest schema upwards from the migrations folder, unless it already has migrations of its own elsewhere. */
async function nearestSchema(tree: FileTree, migrations: string): Promise<SchemaLocation | undefined> {
  const start = parentOf(migrations);
  for (const folder of upwards(start)) {
    for (const candidate of [folder, joinPath(folder, 'prisma')]) {
      const schema = await schemaIn(tree, candidate);
      if (schema && (folder === start || !(await keepsMigrations(tree, schema)))) return schema;
    }
  }
  return undefined;
}

/** For a folder in an unusual location: the nearest schema that a setting names and that has no migrations elsewhere. */
async function unclaimedSchema(
  tree: FileTree,
  settings: readonly Settings[],
): Promise<SchemaLocation | undefined> {
  for (const { schema: path, migrations } of settings) {
    const schema = path === undefined ? undefined : await namedSchema(tree, path);
    if (schema && migrations === undefined && !(await keepsMigrations(tree, schema))) return schema;
  }
  return undefined;
}

async function keepsMigrations(tree: FileTree, schema: SchemaLocation): Promise<boolean> {
  for (const candidate of await usualMigrations(tree, schema))
    if (await isFolder(tree, candidate)) return true;
  return false;
}

function noticesOf(settings: Settings | undefined, schema: SchemaLocation | undefined): string[] {
  if (!settings) return [];
  const isMissing = settings.schema !== undefined && schema?.path !== settings.schema;
  const missing = `${settings.file} names the schema ${settings.schema ?? ''}, which is not there.`;
  return [...settings.notices, ...(isMissing ? [missing] : [])];
}

/** The folder that a person would call the project: the nearest with a package.json or a Prisma config. */
async function rootOf(tree: FileTree, start: string): Promise<string> {
  for (const folder of upwards(start)) {
    const names = ((await tree.list(folder)) ?? []).map(({ name }) => name);
    if (names.includes('package.json') || (await settingsAt(tree, folder))) return folder;
  }
  return nameOf(start) === 'prisma' ? parentOf(start) : start;
}
