import fs from 'node:fs';
import path from 'node:path';
import type { DiskTree } from '../files/disk-tree';
import type { ProjectPaths } from '../project/locate';
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
  const real = (at: string): string => realPath(tree.toDisk(at));
  const top = workTreeTop(real(paths.migrations));
  if (top === undefined) return undefined;
  const inside = (at: string): string | undefined => {
    const relative = path.relative(top, real(at)).split(path.sep).join('/');
    return relative === '..' || relative.startsWith('../') || path.isAbsolute(relative)
      ? undefined
      : relative;
  };
  const migrations = inside(paths.migrations);
  if (migrations === undefined) return undefined;
  const { schema } = paths;
  const schemaPath = schema && inside(schema.path);
  const foundIn = schema?.foundIn === undefined ? undefined : inside(schema.foundIn);
  const isSameRoot = realPath(tree.root) === top;
  return {
    top,
    paths: {
      ...paths,
      root: inside(paths.root) ?? '',
      migrations,
      schema:
        schema && schemaPath !== undefined ? { kind: schema.kind, path: schemaPath, foundIn } : undefined,
    },
    toDisk: (file) => (isSameRoot ? tree.toDisk(file) : path.join(top, ...file.split('/'))),
  };
}

/** With symbolic links resolved as far as the path exists. */
function realPath(file: string): string {
  try {
    return fs.realpathSync.native(file);
  } catch {
    const parent = path.dirname(file);
    return parent === file ? file : path.join(realPath(parent), path.basename(file));
  }
}
