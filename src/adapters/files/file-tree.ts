import path from 'node:path';

/** One name in a folder. `link` is a symbolic link, reported as what it points to. */
export interface TreeEntry {
  readonly name: string;
  /** other: what cannot be read, such as a pipe or a link that leads nowhere. */
  readonly kind: 'file' | 'folder' | 'other';
  readonly link: boolean;
}

type MaybePromise<T> = T | Promise<T>;

/**
 * Files below one root, on disk or in a commit, so that the same rules find a project in both. Paths are relative to
 * the root, with `/` between names on every platform; '' is the root itself.
 */
export interface FileTree {
  /** What the folder holds, sorted by name in code-unit order; undefined where there is no such folder. */
  list(folder: string): MaybePromise<readonly TreeEntry[] | undefined>;
  /** The file's text; a BOM stays in it as U+FEFF, bytes that are not UTF-8 become U+FFFD. Undefined without a file. */
  read(file: string): MaybePromise<string | undefined>;
  /** The absolute path on disk with all links followed; absent where the tree is not on disk, undefined where nothing is there. */
  realPath?(path: string): string | undefined;
}

/** Joins and normalises; the result never starts with `/`, and `..` stops at the root. */
export function joinPath(...parts: readonly string[]): string {
  return path.posix.join('/', ...parts).replace(/^\/|\/$/g, '');
}

/** The path of what a listed folder holds: names as listings give them need no normalising, which takes long. */
export function pathIn(folder: string, ...names: readonly string[]): string {
  return folder === '' ? names.join('/') : `${folder}/${names.join('/')}`;
}

/** The folder that holds the file or folder; that of the root is the root. */
export function parentOf(treePath: string): string {
  const parent = path.posix.dirname(treePath);
  return parent === '.' ? '' : parent;
}

/** The last name of a path; '' for the root. */
export function nameOf(treePath: string): string {
  return path.posix.basename(treePath);
}

/** The folder itself, then what holds it, up to and including the root. */
export function* upwards(folder: string): Generator<string> {
  for (let here = folder; ; here = parentOf(here)) {
    yield here;
    if (here === '') return;
  }
}

/** Whether `treePath` is `folder` or lies below it. */
export function isWithin(treePath: string, folder: string): boolean {
  return folder === '' || treePath === folder || treePath.startsWith(`${folder}/`);
}

/** Whether the tree has a folder of that name. */
export async function isFolder(tree: FileTree, folder: string): Promise<boolean> {
  return (await tree.list(folder)) !== undefined;
}

/** Names of the folder's files that end in `.prisma`. */
export function prismaFiles(entries: readonly TreeEntry[]): string[] {
  return entries
    .filter(({ kind, name }) => kind === 'file' && name.endsWith('.prisma'))
    .map(({ name }) => name);
}
