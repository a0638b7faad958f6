import path from 'node:path';
import type { DiskTree } from '../files/disk-tree';
import type { ProjectPaths } from '../project/locate';
import { pathInside, realPathOf } from '../files/real-path';
import { workTreeTop } from '../files/tree-root';

/** A project as its repository names it: symbolic links resolved, paths from the work tree's top. */
export interface RepositoryProject {
  readonly top: string;
  readonly paths: ProjectPaths;
  /** The absolute path, as the person's tree names it, of a path within the repository. */
  readonly toDisk: (file: string) => string;
}

/** Where the project lies in its git work tree; undefined if it lies in none. */
export function repositoryProject(tree: DiskTree, paths: ProjectPaths): RepositoryProject | undefined {
  const real = (at: string): string => realPathOf(tree.toDisk(at));
  const top = workTreeTop(real(paths.migrations));
  if (top === undefined) return undefined;
  const inside = (at: string): string | undefined => pathInside(top, real(at));
  const migrations = inside(paths.migrations);
  if (migrations === undefined) return undefined;
  const { schema } = paths;
  const schemaPath = schema && inside(schema.path);
  const foundIn = schema?.foundIn === undefined ? undefined : inside(schema.foundIn);
  const { prisma8 } = paths;
  const insideIf = (at: string | undefined): string | undefined =>
    at === undefined ? undefined : inside(at);
  const isSameRoot = realPathOf(tree.root) === top;
  return {
    top,
    paths: {
      ...paths,
      root: inside(paths.root) ?? '',
      migrations,
      schema:
        schema && schemaPath !== undefined ? { kind: schema.kind, path: schemaPath, foundIn } : undefined,
      ...(prisma8 && {
        prisma8: {
          spaces: inside(prisma8.spaces) ?? migrations,
          contract: insideIf(prisma8.contract),
          emitted: insideIf(prisma8.emitted),
        },
      }),
    },
    toDisk: (file) => (isSameRoot ? tree.toDisk(file) : path.join(top, ...file.split('/'))),
  };
}
