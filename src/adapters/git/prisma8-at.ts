import { readOperations } from '../../core/prisma8/operations-file';
import { type FileTree, joinPath, pathIn } from '../files/file-tree';
import type { Prisma8Paths } from '../project/prisma8-paths';
import type { CommittedMigration } from '../../workflows/lint-source';

/** The migrations of Prisma 8 that a commit has, with what they carry out; those of extensions too. */
export async function prisma8MigrationsAt(
  tree: FileTree,
  { migrations, prisma8 }: { readonly migrations: string; readonly prisma8: Prisma8Paths },
  toDisk: (file: string) => string,
): Promise<Map<string, CommittedMigration>> {
  const found = new Map<string, CommittedMigration>();
  const spaces = prisma8.spaces === migrations ? [] : ((await tree.list(prisma8.spaces)) ?? []);
  const folders = spaces.flatMap(({ name, kind }) =>
    kind === 'folder' && name !== 'snapshots' ? joinPath(prisma8.spaces, name) : [],
  );
  for (const folder of new Set([...folders, migrations])) {
    for (const { name, kind } of (await tree.list(folder)) ?? []) {
      if (kind !== 'folder') continue;
      const path = pathIn(folder, name, 'ops.json');
      const text = await tree.read(path);
      if (text === undefined) continue;
      found.set(name, { name, file: toDisk(path), committedAs: path, text: readOperations(text).sql });
    }
  }
  return found;
}
