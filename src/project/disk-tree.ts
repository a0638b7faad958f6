import fs from 'node:fs';
import path from 'node:path';
import type { FileTree, TreeEntry } from './file-tree';

/** A tree on disk. It remembers what it read, so it is good for one look at a project and not for watching it. */
export interface DiskTree extends FileTree {
  /** The absolute path of the tree's root, as it was given: symbolic links are not resolved. */
  readonly root: string;
  /** Sentences about what exists but could not be read. */
  readonly notices: readonly string[];
  list(folder: string): readonly TreeEntry[] | undefined;
  read(file: string): string | undefined;
  /** The absolute path, with the platform's separators. */
  toDisk(place: string): string;
  /** The path within the tree. */
  fromDisk(file: string): string;
}

/**
 * Opens the folder `root` for reading. Nothing throws: a missing file or folder is undefined, and one that cannot be
 * read is undefined with a notice.
 */
export function openDiskTree(root: string): DiskTree {
  const notices: string[] = [];
  const below = root.endsWith(path.sep) ? root : root + path.sep;
  const lists = new Map<string, { value: readonly TreeEntry[] | undefined }>();
  const texts = new Map<string, { value: string | undefined }>();
  const toDisk = (place: string): string => (place === '' ? root : below + place.replaceAll('/', path.sep));

  function attempt<T>(place: string, read: (file: string) => T): T | undefined {
    try {
      return read(toDisk(place));
    } catch (error) {
      if (!isMissing(error)) notices.push(`${place || root} could not be read: ${messageOf(error)}.`);
      return undefined;
    }
  }

  return {
    root,
    notices,
    toDisk,
    fromDisk: (file) => path.relative(root, file).split(path.sep).join('/'),
    list: (folder) => remember(lists, folder, () => attempt(folder, listFolder)),
    read: (file) => remember(texts, file, () => attempt(file, (at) => fs.readFileSync(at).toString('utf8'))),
  };
}

function listFolder(folder: string): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const link = entry.isSymbolicLink();
    const target = link ? linkTarget(path.join(folder, entry.name)) : entry;
    if (target?.isDirectory()) entries.push({ name: entry.name, kind: 'folder', link });
    else if (target?.isFile()) entries.push({ name: entry.name, kind: 'file', link });
  }
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A link that points nowhere, or at itself, is as good as not there. */
function linkTarget(link: string): fs.Stats | undefined {
  try {
    return fs.statSync(link);
  } catch {
    return undefined;
  }
}

function remember<T>(memory: Map<string, { value: T }>, key: string, make: () => T): T {
  const known = memory.get(key) ?? { value: make() };
  memory.set(key, known);
  return known.value;
}

/** Whether the error says that there is no such file or folder. */
export function isMissing(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** The code of an error from the operating system, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** What the operating system said, in its own words: `permission denied`. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^[A-Z]+: ([^,]+)/.exec(message)?.[1] ?? message;
}
