import type { SchemaFile } from '../../core/prisma-schema/declarations';
import type { FileTree } from '../files/file-tree';
import { projectOfMigrations, type ProjectPaths } from '../project/locate';
import { namedSchema, schemaFiles, schemaIn, type SchemaLocation } from '../project/schema-location';

/**
 * The project's schema in a commit. Where it is now is looked at first, by the rule that led there; if the commit has
 * nothing there, the schema was elsewhere then, and is found as on disk.
 */
export async function schemaAt(
  tree: FileTree,
  { migrations, schema }: Pick<ProjectPaths, 'migrations' | 'schema'>,
): Promise<SchemaLocation | undefined> {
  const same = schema && (await sameRule(tree, schema));
  return same ?? (await projectOfMigrations(tree, migrations)).schema;
}

async function sameRule(
  tree: FileTree,
  { path, foundIn }: SchemaLocation,
): Promise<SchemaLocation | undefined> {
  return foundIn === undefined ? await namedSchema(tree, path) : await schemaIn(tree, foundIn);
}

/**
 * The texts of the schema's files; `name` makes a file's identity of its path in the repository. Undefined where a
 * partial clone lacks one of them.
 */
export async function readSchema(
  tree: FileTree,
  schema: SchemaLocation | undefined,
  name: (file: string) => string,
): Promise<SchemaFile[] | undefined> {
  const files: SchemaFile[] = [];
  for (const file of schema ? await schemaFiles(tree, schema) : []) {
    const text = await tree.read(file);
    if (text === undefined) return undefined;
    files.push({ file: name(file), text });
  }
  return files;
}
