import fs from 'node:fs';
import path from 'node:path';
import type { DiskTree } from '../files/disk-tree';
import type { ProjectPlace } from '../project/locate';
import { workTreeTop } from '../files/tree-root';

/** A project as its repository names it: symbolic links resolved, paths from the work tree's top. */
export interface RepositoryPlace {
  readonly top: string;
  readonly place: ProjectPlace;
  /** The absolute path, as the person's tree names it, of a path within the repository. */
  readonly toDisk: (file: string) => string;
}

/** Where the project lies in its git work tree; undefined if it lies in none. */
export function repositoryPlace(tree: DiskTree, place: ProjectPlace): RepositoryPlace | undefined {
  const real = (at: string): string => realPath(tree.toDisk(at));
  const top = workTreeTop(real(place.migrations));
  if (top === undefined) return undefined;
  const inside = (at: string): string | undefined => {
    const relative = path.relative(top, real(at)).split(path.sep).join('/');
    return relative === '..' || relative.startsWith('../') || path.isAbsolute(relative)
      ? undefined
      : relative;
  };
  const migrations = inside(place.migrations);
  if (migrations === undefined) return undefined;
  const { schema } = place;
  const schemaPath = schema && inside(schema.path);
  const foundIn = schema?.foundIn === undefined ? undefined : inside(schema.foundIn);
  const isSameRoot = realPath(tree.root) === top;
  return {
    top,
    place: {
      ...place,
      root: inside(place.root) ?? '',
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
