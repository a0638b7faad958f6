import { isContractSchema } from '../../core/prisma-schema/contract-text';
import { type FileTree, joinPath, prismaFiles } from '../files/file-tree';
import { ignoredFrom, type Ignored } from './ignored';
import { isMigrationsFolder } from './locate';
import { prisma8ConfigNames } from './prisma8-config';
import { isPrisma8Migrations, prisma8At } from './prisma8-paths';

/** A symbolic link to a folder. */
interface LinkedFolder {
  /** The link within the tree. */
  readonly path: string;
  /** Absolute, with all links followed. */
  readonly target: string;
}

/** What a search found; paths within the tree, in the order of the search. */
export interface Discoveries {
  readonly migrations: readonly string[];
  /** Folders of which there are only links here: where they lead. */
  readonly linked: readonly LinkedFolder[];
  /** Folders that hold `.prisma` files themselves, of which not every one is git-ignored. */
  readonly schemas: readonly string[];
  /** Folders with a config or a contract of Prisma 8. */
  readonly prisma8: readonly string[];
}

/**
 * Searches the folder and everything below it, but no git-ignored folders or build output. Linked folders are told of and
 * not entered, so that a circle of links ends.
 *
 * @param onFolder called for each folder that is looked into
 */
export async function searchDown(
  tree: FileTree,
  start: string,
  onFolder: () => void = () => undefined,
): Promise<Discoveries> {
  const migrations: string[] = [];
  const schemas: string[] = [];
  const prisma8: string[] = [];
  const linked: LinkedFolder[] = [];

  async function visit(folder: string, ignored: Ignored): Promise<void> {
    onFolder();
    const entries = (await tree.list(folder)) ?? [];
    if (await isMigrationsFolder(tree, folder)) {
      migrations.push(folder);
      // Prisma 8, beside or after Prisma 7, keeps its own in the same folder.
      const app = joinPath(folder, 'app');
      if (await isPrisma8Migrations(tree, app)) migrations.push(app);
      return;
    }
    if (await isPrisma8Migrations(tree, folder)) {
      migrations.push(folder);
      return;
    }
    const names = new Set(entries.map(({ name }) => name));
    // A generated client carries a copy of its schema; its own is elsewhere.
    if (isGeneratedClient(names)) return;
    const files = prismaFiles(entries)
      .map((name) => joinPath(folder, name))
      .filter((file) => !ignored.hasFile(file));
    if (files.length > 0) schemas.push(folder);
    if (await isOfPrisma8(tree, folder, names, files)) prisma8.push(folder);
    for (const { name, kind, link } of entries) {
      const inner = joinPath(folder, name);
      if (kind !== 'folder' || ignored.has(inner)) continue;
      const target = link ? tree.realPath?.(inner) : undefined;
      if (target !== undefined) linked.push({ path: inner, target });
      else if (!link) await visit(inner, await ignored.within(inner));
    }
  }

  await visit(start, await ignoredFrom(tree, start));
  return { migrations, schemas, prisma8, linked };
}

/** Whether the folder has a config of Prisma 8 in it, or a contract that says so. */
async function isOfPrisma8(
  tree: FileTree,
  folder: string,
  names: ReadonlySet<string>,
  schemas: readonly string[],
): Promise<boolean> {
  if (prisma8ConfigNames.some((name) => names.has(name))) {
    return (await prisma8At(tree, folder, 'config')) !== undefined;
  }
  for (const file of schemas) if (isContractSchema({ text: (await tree.read(file)) ?? '' })) return true;
  return false;
}

/** Whether a folder that holds these names is Prisma's client, made by either of its generators. */
export function isGeneratedClient(names: ReadonlySet<string>): boolean {
  if (names.has('index.d.ts') && names.has('runtime')) return true;
  return names.has('client.ts') && names.has('internal') && names.has('browser.ts');
}
