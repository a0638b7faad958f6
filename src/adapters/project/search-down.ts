import { type FileTree, joinPath, prismaFiles } from '../files/file-tree';
import { ignoredFrom, type Ignored } from './ignored';
import { isMigrationsFolder } from './locate';

/** What a search found; paths within the tree, in the order of the search. */
export interface Discoveries {
  readonly migrations: readonly string[];
  /** Folders that hold `.prisma` files themselves. */
  readonly schemas: readonly string[];
}

/**
 * Searches the folder and everything below it, but no git-ignored folders, build output or linked folders.
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

  async function visit(folder: string, ignored: Ignored): Promise<void> {
    onFolder();
    const entries = (await tree.list(folder)) ?? [];
    if (await isMigrationsFolder(tree, folder)) {
      migrations.push(folder);
      return;
    }
    const names = new Set(entries.map(({ name }) => name));
    // A generated client carries a copy of its schema; its own is elsewhere.
    const isClient = names.has('index.d.ts') && names.has('runtime');
    if (isClient) return;
    if (prismaFiles(entries).length > 0) schemas.push(folder);
    for (const { name, kind, link } of entries) {
      const inner = joinPath(folder, name);
      if (kind !== 'folder' || link || ignored.has(inner)) continue;
      await visit(inner, await ignored.within(inner));
    }
  }

  await visit(start, await ignoredFrom(tree, start));
  return { migrations, schemas };
}
