import { realPathIfThere } from './real-path';
import { isUtf8 } from 'node:buffer';
import fs from 'node:fs';
import path from 'node:path';
import type { FileTree, TreeEntry } from './file-tree';
import { decodeText, isMissing, readRegularFile, reasonOf } from './regular-file';

/** What is there but could not be read. */
interface UnreadPath {
  /** The path within the tree. */
  readonly path: string;
  /** What stood in the way: `permission denied`. */
  readonly reason: string;
}

/** A tree on disk. It remembers what it read, so it is good for one look at a project and not for watching it. */
export interface DiskTree extends FileTree {
  /** The absolute path of the tree's root, as it was given: symbolic links are not resolved. */
  readonly root: string;
  /** Grows with what is read, as `notUtf8` does. */
  readonly unread: readonly UnreadPath[];
  /** Files that were read, though some of their bytes are not UTF-8. */
  readonly notUtf8: readonly string[];
  list(folder: string): readonly TreeEntry[] | undefined;
  read(file: string): string | undefined;
  /** The absolute path, with the platform's separators. */
  toDisk(treePath: string): string;
  realPath(treePath: string): string | undefined;
  /** The path within the tree. */
  fromDisk(file: string): string;
}

/**
 * Opens the folder `root` for reading. Nothing throws: a missing file or folder is undefined, and one that cannot be
 * read is undefined and listed in `unread`.
 */
export function openDiskTree(root: string): DiskTree {
  const unread: UnreadPath[] = [];
  const notUtf8: string[] = [];
  const below = root.endsWith(path.sep) ? root : root + path.sep;
  const lists = new Map<string, { value: readonly TreeEntry[] | undefined }>();
  const texts = new Map<string, { value: string | undefined }>();
  const toDisk = (treePath: string): string =>
    treePath === '' ? root : below + treePath.replaceAll('/', path.sep);

  function attempt<T>(treePath: string, read: (file: string) => T): T | undefined {
    try {
      return read(toDisk(treePath));
    } catch (error) {
      if (!isMissing(error)) unread.push({ path: treePath, reason: reasonOf(error) });
      else if (leadsNowhere(toDisk(treePath))) unread.push({ path: treePath, reason: 'it is a broken link' });
      return undefined;
    }
  }

  function textOf(treePath: string, file: string): string {
    const bytes = readRegularFile(file);
    const text = decodeText(bytes);
    if (!isUtf8(bytes)) notUtf8.push(treePath);
    return text;
  }

  /** Under the name that node makes of bytes that are not UTF-8 nothing can be opened. */
  function listNamed(treePath: string, folder: string): readonly TreeEntry[] {
    const entries = listFolder(folder);
    if (!entries.some(({ name }) => name.includes('\uFFFD'))) return entries;
    const isBroken = ({ name }: TreeEntry): boolean =>
      name.includes('\uFFFD') && !fs.existsSync(path.join(folder, name));
    for (const { name, kind } of entries.filter(isBroken)) {
      // It is not known whether what cannot be opened is a folder.
      const at = treePath === '' ? name : `${treePath}/${name}`;
      if (kind !== 'file' || name.endsWith('.prisma'))
        unread.push({ path: at, reason: 'its name is not UTF-8' });
    }
    return entries.filter((entry) => !isBroken(entry));
  }

  return {
    root,
    unread,
    notUtf8,
    toDisk,
    fromDisk: (file) => path.relative(root, file).split(path.sep).join('/'),
    realPath: (treePath) => realPathIfThere(toDisk(treePath)),
    list: (folder) => remember(lists, folder, () => attempt(folder, (at) => listNamed(folder, at))),
    read: (file) => remember(texts, file, () => attempt(file, (at) => textOf(file, at))),
  };
}

function listFolder(folder: string): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const link = entry.isSymbolicLink();
    const target = link ? linkTarget(path.join(folder, entry.name)) : entry;
    const kind = target?.isDirectory() ? 'folder' : target?.isFile() ? 'file' : 'other';
    entries.push({ name: entry.name, kind, link });
  }
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Undefined for a link that points nowhere, or at itself. */
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

/** Whether what seems to be missing is a link whose target is. */
function leadsNowhere(file: string): boolean {
  try {
    return !fs.existsSync(file) && fs.lstatSync(file).isSymbolicLink();
  } catch {
    return false;
  }
}
