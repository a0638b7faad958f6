import type { SchemaFile } from '../core/schema/declarations';
import type { LintSource, MigrationFile, PrismaVersion } from '../workflows/lint-source';
import type { DiskTree } from './disk-tree';
import { joinPath, parentOf } from './file-tree';
import type { FoundProject } from './find-projects';
import type { ProjectPlace } from './locate';
import { prismaVersion } from './prisma-version';
import { schemaFiles, schemaFolder } from './schema-place';

/** What is read from the working tree; git has no part in it. */
export interface ReadProject {
  readonly source: Omit<LintSource, 'history'>;
  /** Sentences about what could not be read, or was looked for in vain. */
  readonly notices: readonly string[];
}

/** Reads a found project whole. Nothing throws: what cannot be read becomes a notice. */
export async function readProject({ tree, place }: FoundProject): Promise<ReadProject> {
  const prisma = prismaVersion(tree, place.root);
  const migrations = readMigrations(tree, place.migrations, prisma);
  const schema: SchemaFile[] = [];
  for (const file of place.schema ? await schemaFiles(tree, place.schema) : []) {
    const text = tree.read(file);
    if (text !== undefined) schema.push({ file: tree.toDisk(file), text });
  }
  const lock = tree.read(joinPath(place.migrations, 'migration_lock.toml'));
  const source = {
    root: tree.toDisk(place.root),
    migrations,
    schema,
    driftIgnore: readDriftIgnore(tree, place),
    prisma,
    lockProvider: /^\s*provider\s*=\s*"([^"]*)"/m.exec(lock ?? '')?.[1],
  };
  return { source, notices: [...place.notices, ...tree.notices, ...utf8Notices(migrations)] };
}

/** Version 7 sorts names with localeCompare; before, the engine sorted them by code units. */
function readMigrations(tree: DiskTree, folder: string, { version }: PrismaVersion): MigrationFile[] {
  const migrations: MigrationFile[] = [];
  for (const { name, kind } of tree.list(folder) ?? []) {
    if (kind !== 'folder') continue;
    const file = joinPath(folder, name, 'migration.sql');
    const text = tree.read(file);
    if (text !== undefined) migrations.push({ name, file: tree.toDisk(file), text });
  }
  const major = Number.parseInt(version, 10);
  // A disk tree lists by code units already.
  return major < 7 ? migrations : migrations.sort((a, b) => a.name.localeCompare(b.name));
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

function readDriftIgnore(tree: DiskTree, place: ProjectPlace): LintSource['driftIgnore'] {
  for (const file of driftIgnorePlaces(place)) {
    const text = tree.read(file);
    if (text !== undefined) return { file: tree.toDisk(file), text };
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
