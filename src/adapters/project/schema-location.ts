import { type FileTree, joinPath, nameOf, parentOf, prismaFiles } from '../files/file-tree';
import { append } from '../../core/append';
import { isContractSchema } from '../../core/prisma-schema/contract-text';

/** Where a project's schema is: one file, or a folder whose `.prisma` files all belong to it. Paths within the tree. */
export interface SchemaLocation {
  readonly path: string;
  readonly kind: 'file' | 'folder';
  /** The folder in which Prisma's defaults or a habit led to it; undefined if a setting names it. */
  readonly foundIn: string | undefined;
}

/** The folder of the schema: drift-ignore.json lies there. */
export function schemaFolder({ kind, path }: SchemaLocation): string {
  return kind === 'folder' ? path : parentOf(path);
}

/** The schema that a setting names, if it is there. */
export async function namedSchema(tree: FileTree, path: string): Promise<SchemaLocation | undefined> {
  const entries = await tree.list(path);
  if (entries) {
    return (await hasSchema(tree, path)) ? { path, kind: 'folder', foundIn: undefined } : undefined;
  }
  const name = nameOf(path);
  const beside = (await tree.list(parentOf(path))) ?? [];
  const isThere = beside.some((entry) => entry.kind === 'file' && entry.name === name);
  return isThere ? { path, kind: 'file', foundIn: undefined } : undefined;
}

/**
 * The schema that the folder holds without anything naming it: `schema.prisma`, a folder `schema`, a single
 * `.prisma` file, or several that make one schema. A `schema.prisma` with models stands alone, as Prisma takes it;
 * one that only has a datasource is the head of a schema of several files.
 */
export async function schemaIn(tree: FileTree, folder: string): Promise<SchemaLocation | undefined> {
  const files = await schemaFilesIn(tree, folder);
  const one = (path: string): SchemaLocation => ({ path, kind: 'file', foundIn: folder });
  const whole: SchemaLocation = { path: folder, kind: 'folder', foundIn: folder };
  const inside = joinPath(folder, 'schema');
  const hasInside = (await schemaFilesIn(tree, inside)).length > 0;

  const usual = files.find((file) => nameOf(file) === 'schema.prisma');
  if (usual !== undefined) {
    const isHead = isHeadOnly((await tree.read(usual)) ?? '');
    const isPart = nameOf(folder) === 'schema' && files.length > 1;
    if (!isHead && !isPart) return one(usual);
    const all = await schemaFiles(tree, whole);
    if (all.length < 2) return one(usual);
    const heads = await filesWithDatasource(tree, all);
    if (heads.length === 1) return whole;
    // Two heads: the one without models is there for programs that want a single file.
    if (!isHead || !hasInside) return one(usual);
  }
  if (hasInside) {
    const found = await schemaIn(tree, inside);
    return found && { ...found, foundIn: folder };
  }
  const [first, second] = files;
  if (first === undefined) return undefined;
  if (second === undefined) return (await isHeadOfFolder(tree, first, whole)) ? whole : one(first);
  const heads = await filesWithDatasource(tree, files);
  if (heads.length < 2) return whole;
  return one(heads.find((file) => nameOf(file) === 'main.prisma') ?? heads[0] ?? first);
}

/** Whether a folder's only file is a datasource whose models lie in folders below. */
async function isHeadOfFolder(tree: FileTree, file: string, folder: SchemaLocation): Promise<boolean> {
  if (!isHeadOnly((await tree.read(file)) ?? '')) return false;
  const all = await schemaFiles(tree, folder);
  return all.length > 1 && (await filesWithDatasource(tree, all)).length === 1;
}

/** Whether the text has a datasource and no model. */
function isHeadOnly(text: string): boolean {
  return hasDatasource(text) && !/^[ \t]*model\s/m.test(text);
}

async function filesWithDatasource(tree: FileTree, files: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const file of files) if (hasDatasource((await tree.read(file)) ?? '')) found.push(file);
  return found;
}

/** Paths of the schema's files, sorted; empty where they are gone. */
export async function schemaFiles(tree: FileTree, location: SchemaLocation): Promise<string[]> {
  if (location.kind === 'folder') return await filesBelow(tree, location.path);
  return (await namedSchema(tree, location.path)) ? [location.path] : [];
}

async function hasSchema(tree: FileTree, folder: string): Promise<boolean> {
  return (await filesBelow(tree, folder)).length > 0;
}

/**
 * Linked folders are not entered, so that a circle of links ends; migrations have no schema, and there are many.
 */
async function filesBelow(tree: FileTree, folder: string): Promise<string[]> {
  const entries = (await tree.list(folder)) ?? [];
  const files = await schemaFilesIn(tree, folder);
  for (const { name, kind, link } of entries) {
    if (kind !== 'folder' || link || name === 'node_modules' || /^\./.test(name)) continue;
    if (name === 'migrations') continue;
    append(files, await filesBelow(tree, joinPath(folder, name)));
  }
  return files;
}

/** The folder's `.prisma` files, but for contracts of Prisma 8. */
async function schemaFilesIn(tree: FileTree, folder: string): Promise<string[]> {
  const names = prismaFiles((await tree.list(folder)) ?? []);
  const files: string[] = [];
  for (const file of names.map((name) => joinPath(folder, name))) {
    if (!isContractSchema({ text: (await tree.read(file)) ?? '' })) files.push(file);
  }
  return files;
}

/** Whether the file has the datasource block of its schema. */
export function hasDatasource(text: string): boolean {
  return /^[ \t]*datasource\s+\w+\s*\{/m.test(text);
}

/** Whether the file has a datasource block for PostgreSQL. */
export function isPostgres(text: string): boolean {
  return /^[ \t]*datasource\s+\w+\s*\{[^}]*?\bprovider\s*=\s*"(?:postgresql|postgres)"/m.test(text);
}

/** The folder of the file that has the datasource block: version 6 keeps the migrations beside it. */
export async function datasourceFolder(tree: FileTree, location: SchemaLocation): Promise<string> {
  const [head] = await filesWithDatasource(tree, await schemaFiles(tree, location));
  return head === undefined ? schemaFolder(location) : parentOf(head);
}
