import type { SchemaFile } from '../core/schema/declarations';
import { inPrismaOrder } from '../core/status/order';
import type { LintSource, MigrationFile, PrismaVersion, TextFile } from '../workflows/lint-source';
import { type FileTree, joinPath, parentOf } from './file-tree';
import type { ProjectPlace } from './locate';
import { prismaVersion } from './prisma-version';
import { schemaFiles, schemaFolder } from './schema-place';

/** A project to read, wherever its files are. */
export interface ProjectFiles {
  readonly tree: FileTree;
  readonly place: ProjectPlace;
  /** A file's identity for whoever asked: an absolute path, or a URI. */
  readonly identify: (place: string) => string;
  /** The project's folder on disk, from which node would find packages; undefined where there is no disk. */
  readonly diskFolder: string | undefined;
}

/** What is read from the working tree; git has no part in it. */
export interface ReadProject {
  readonly source: Omit<LintSource, 'history'>;
  /** Sentences about what could not be read, or was looked for in vain. */
  readonly notices: readonly string[];
}

/** Reads a found project whole. Nothing throws: what cannot be read becomes a notice. */
export async function readProject(files: ProjectFiles): Promise<ReadProject> {
  const { tree, place, identify, diskFolder } = files;
  const prisma = await prismaVersion(tree, place.root, diskFolder);
  const migrations = await readMigrations(files, prisma);
  const schema: SchemaFile[] = [];
  for (const file of place.schema ? await schemaFiles(tree, place.schema) : []) {
    const text = await tree.read(file);
    if (text !== undefined) schema.push({ file: identify(file), text });
  }
  const lock = await tree.read(joinPath(place.migrations, 'migration_lock.toml'));
  const driftIgnore = await firstOf(files, driftIgnorePlaces(place));
  const [usualPlace = ''] = driftIgnorePlaces(place);
  const source = {
    root: identify(place.root),
    migrations,
    schema,
    driftIgnore,
    driftIgnoreFile: driftIgnore?.file ?? identify(usualPlace),
    config: await firstOf(files, configPlaces(place)),
    prisma,
    lockProvider: /^\s*provider\s*=\s*"([^"]*)"/m.exec(lock ?? '')?.[1],
  };
  return { source, notices: [...place.notices, ...utf8Notices(migrations)] };
}

async function readMigrations(
  { tree, place, identify }: ProjectFiles,
  { version }: PrismaVersion,
): Promise<MigrationFile[]> {
  const folders = ((await tree.list(place.migrations)) ?? []).filter(({ kind }) => kind === 'folder');
  const read = await Promise.all(
    folders.map(async ({ name }) => {
      const file = joinPath(place.migrations, name, 'migration.sql');
      return { name, file: identify(file), text: await tree.read(file) };
    }),
  );
  const migrations = new Map(
    read.flatMap(({ text, ...rest }) =>
      text === undefined ? [] : [[rest.name, { ...rest, text }] as const],
    ),
  );
  return inPrismaOrder([...migrations.keys()], version).flatMap((name) => migrations.get(name) ?? []);
}

/** Where the project's drift-ignore.json is looked for: the schema's folder, then the one that holds the migrations. */
export function driftIgnorePlaces({
  schema,
  migrations,
}: Pick<ProjectPlace, 'schema' | 'migrations'>): string[] {
  const beside = parentOf(migrations);
  const folders = schema ? [schemaFolder(schema), beside] : [beside];
  return [...new Set(folders)].map((folder) => joinPath(folder, 'drift-ignore.json'));
}

/** Where migration-guard.json is looked for: beside package.json, then where drift-ignore.json may be. */
function configPlaces(place: ProjectPlace): string[] {
  const folders = [place.root, ...driftIgnorePlaces(place).map(parentOf)];
  return [...new Set(folders)].map((folder) => joinPath(folder, 'migration-guard.json'));
}

async function firstOf(
  { tree, identify }: ProjectFiles,
  places: readonly string[],
): Promise<TextFile | undefined> {
  for (const file of places) {
    const text = await tree.read(file);
    if (text !== undefined) return { file: identify(file), text };
  }
  return undefined;
}

/** Prisma reads only UTF-8; a redirect in PowerShell writes UTF-16, which decodes to NULs. */
function utf8Notices(migrations: readonly MigrationFile[]): string[] {
  return migrations
    .filter(({ text }) => text.startsWith('\uFFFD\uFFFD'))
    .map(
      ({ name }) =>
        `${name}/migration.sql is not UTF-8 (UTF-16?), and Prisma cannot read it: save it as UTF-8.`,
    );
}
