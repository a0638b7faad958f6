import type { SchemaFile } from '../../core/prisma-schema/declarations';
import { contractNotices } from '../../core/prisma-schema/contract-notices';
import { schemaProblems } from '../../core/prisma-schema/problems';
import { inPrismaOrder } from '../../core/status/order';
import type { LintSource, MigrationFile, PrismaVersion, TextFile } from '../../workflows/lint-source';
import type { Progress } from '../../workflows/progress';
import { type FileTree, joinPath, parentOf, pathIn, type TreeEntry } from '../files/file-tree';
import { readGuardFile } from './guard-file';
import type { ProjectPaths } from './locate';
import { prismaVersion } from './prisma-version';
import { isOfPrisma8 } from './prisma8-paths';
import { readPrisma8 } from './read-prisma8';
import { schemaFiles, schemaFolder } from './schema-location';
import { grouped } from '../../core/grouped';

/** A project to read, wherever its files are. */
export interface ProjectFiles {
  readonly tree: FileTree;
  readonly paths: ProjectPaths;
  /** A file's identity for whoever asked: an absolute path, or a URI. */
  readonly identify: (treePath: string) => string;
  /** The project's folder on disk, from which node would find packages; undefined where there is no disk. */
  readonly diskFolder: string | undefined;
  readonly progress?: Progress | undefined;
}

/** What is read from the working tree; git has no part in it. */
export interface ReadProject {
  readonly source: Omit<LintSource, 'history'>;
  /** Sentences about what was looked for in vain, or is not as Prisma wants it. */
  readonly notices: readonly string[];
}

/** The schema's files with what they are called in the tree, and the database that the migrations were made for. */
export async function readSchema({
  tree,
  paths,
  identify,
}: Pick<ProjectFiles, 'tree' | 'paths' | 'identify'>): Promise<{
  readonly schema: SchemaFile[];
  readonly treePaths: ReadonlyMap<string, string>;
  readonly lockProvider: string | undefined;
}> {
  const schema: SchemaFile[] = [];
  const treePaths = new Map<string, string>();
  for (const file of paths.schema ? await schemaFiles(tree, paths.schema) : []) {
    const text = await tree.read(file);
    if (text === undefined) continue;
    schema.push({ file: identify(file), text });
    treePaths.set(identify(file), file);
  }
  const lock = await tree.read(joinPath(paths.migrations, 'migration_lock.toml'));
  return { schema, treePaths, lockProvider: /^\s*provider\s*=\s*"([^"]*)"/m.exec(lock ?? '')?.[1] };
}

/** Reads a found project whole. Nothing throws: what cannot be read is left out; a tree on disk tells of it. */
export async function readProject(files: ProjectFiles): Promise<ReadProject> {
  const { tree, paths, identify, diskFolder } = files;
  const prisma = await prismaVersion(tree, paths.root, diskFolder, paths.prisma8 && 'prisma8');
  const ofPrisma8 = paths.prisma8 && (await readPrisma8(files, paths, paths.prisma8));
  const { migrations, emptyFolders, notices }: ReadMigrations = ofPrisma8
    ? { migrations: ofPrisma8.migrations, emptyFolders: [], notices: [] }
    : await readMigrations(files, prisma);
  const { schema, treePaths, lockProvider } = await readSchema(files);
  const driftIgnore = await firstOf(files, driftIgnorePaths(paths));
  const [usualPath = ''] = driftIgnorePaths(paths);
  const source = {
    root: identify(paths.root),
    migrationsFolder: identify(paths.migrations),
    migrations,
    emptyFolders,
    schema,
    driftIgnore,
    driftIgnoreFile: driftIgnore?.file ?? identify(usualPath),
    config: await readGuardFile(files, configPaths(paths)),
    prisma,
    lockProvider: ofPrisma8 ? ofPrisma8.target : lockProvider,
    ...(ofPrisma8 && { prisma8: ofPrisma8.prisma8, unread: ofPrisma8.unread }),
    ...(paths.config === undefined ? {} : { prismaConfig: identify(paths.config) }),
    ...(paths.isGuest && { isGuest: true }),
  };
  if (ofPrisma8 && !paths.schema) {
    notices.unshift(
      'No contract was found that can be read without running code, so what it declares is not known. Run prisma contract emit, and commit the contract.json that it writes.',
    );
  } else if (!paths.schema && migrations.length > 0) {
    notices.unshift(
      `No schema.prisma was found for ${paths.migrations}, so what it declares is not known. Name the Prisma config that leads to it with --config, or as "config" in migration-guard.json.`,
    );
  }
  const ofSchema = ofPrisma8
    ? noticesOfContract(paths, schema, ofPrisma8.prisma8.contract)
    : schemaNotices(schema, treePaths);
  return { source, notices: [...paths.notices, ...notices, ...ofSchema] };
}

/** What is to be known of a contract: it could not be read, or was changed since it was emitted. */
function noticesOfContract(
  { schema, prisma8 }: ProjectPaths,
  files: readonly SchemaFile[],
  source: TextFile | undefined,
): string[] {
  const written = source?.file.endsWith('.prisma') ? source : undefined;
  return contractNotices([...files, ...(written ? [written] : [])], (file) =>
    file === source?.file ? (prisma8?.contract ?? file) : (schema?.path ?? file),
  );
}

function schemaNotices(schema: readonly SchemaFile[], treePaths: ReadonlyMap<string, string>): string[] {
  const texts = new Map(schema.map(({ file, text }) => [file, text]));
  return schemaProblems(schema).map(({ file, offset, message }) => {
    const line = (texts.get(file) ?? '').slice(0, offset).split('\n').length;
    return `${treePaths.get(file) ?? file}:${line}: ${message}, so the schema may declare more than was read.`;
  });
}

interface ReadMigrations {
  readonly migrations: readonly MigrationFile[];
  readonly emptyFolders: readonly string[];
  readonly notices: string[];
}

async function readMigrations(
  { tree, paths, identify, progress }: ProjectFiles,
  { version }: PrismaVersion,
): Promise<ReadMigrations> {
  const folders = ((await tree.list(paths.migrations)) ?? []).filter(({ kind }) => kind === 'folder');
  progress?.say(`Reading ${grouped(folders.length)} migrations…`);
  const read = await Promise.all(
    folders.map((folder) => {
      progress?.tick();
      return readMigration(tree, paths.migrations, folder);
    }),
  );
  const migrations = new Map<string, MigrationFile>();
  const emptyFolders: string[] = [];
  const notices: string[] = [];
  const scripts = read.filter(({ isScript }) => isScript === true);
  // Among another runner's migrations, a folder that is empty is nothing of Prisma's either.
  const isForeign = scripts.length > 0 && read.every(({ text }) => text === undefined);
  if (scripts.length > 0) {
    const count = `${scripts.length} folder${scripts.length === 1 ? '' : 's'}`;
    notices.push(
      `${count} in ${paths.migrations} without a migration.sql: left alone, as another program's.`,
    );
  }
  for (const { name, text, isEmpty, notice } of isForeign ? [] : read) {
    const file = pathIn(paths.migrations, name, 'migration.sql');
    if (text !== undefined) migrations.set(name, { name, file: identify(file), text });
    if (isEmpty) emptyFolders.push(name);
    if (notice !== undefined) notices.push(notice);
  }
  const inOrder = inPrismaOrder([...migrations.keys()], version);
  return { migrations: inOrder.flatMap((name) => migrations.get(name) ?? []), emptyFolders, notices };
}

/** The text of one folder's script, or a sentence on why the folder is no migration. */
async function readMigration(
  tree: FileTree,
  migrations: string,
  { name, link }: TreeEntry,
): Promise<{ name: string; text?: string; isEmpty?: boolean; isScript?: boolean; notice?: string }> {
  const folder = pathIn(migrations, name);
  if (link)
    return { name, notice: `${folder} is a link, and Prisma does not read a linked folder as a migration.` };
  const text = await tree.read(pathIn(folder, 'migration.sql'));
  if (text !== undefined) return { name, text };
  const inside = await tree.list(folder);
  if (inside?.some((entry) => entry.name === 'migration.sql') ?? true) return { name };
  if (await isOfPrisma8(tree, folder)) {
    const notice = `${folder} is Prisma 8's, and Prisma 7 stops at a folder without migration.sql: where both are in use, give Prisma 8 a folder of its own (migrations.dir in its config).`;
    return { name, notice };
  }
  // Another runner's: what moves data, and a folder in which somebody tries things out.
  if (inside?.some((entry) => /^migration\.[cm]?[jt]s$/.test(entry.name))) return { name, isScript: true };
  const notice = `${folder} has no migration.sql, and Prisma stops there: bring the file back, or move the folder elsewhere.`;
  return { name, isEmpty: true, notice };
}

/** Where the project's drift-ignore.json is looked for: the schema's folder, then the one that holds the migrations. */
export function driftIgnorePaths({
  schema,
  migrations,
  prisma8,
}: Pick<ProjectPaths, 'schema' | 'migrations' | 'prisma8'>): string[] {
  const beside = parentOf(prisma8?.spaces ?? migrations);
  const folders = schema ? [schemaFolder(schema), beside] : [beside];
  return [...new Set(folders)].map((folder) => joinPath(folder, 'drift-ignore.json'));
}

/** Where migration-guard.json is looked for: beside package.json, then where drift-ignore.json may be. */
export function configPaths(paths: ProjectPaths): string[] {
  const folders = [paths.root, ...driftIgnorePaths(paths).map(parentOf)];
  return [...new Set(folders)].map((folder) => joinPath(folder, 'migration-guard.json'));
}

async function firstOf(
  { tree, identify }: ProjectFiles,
  paths: readonly string[],
): Promise<TextFile | undefined> {
  for (const file of paths) {
    const text = await tree.read(file);
    if (text !== undefined) return { file: identify(file), text };
  }
  return undefined;
}
