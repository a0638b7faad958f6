import { setImmediate as nextTurn } from 'node:timers/promises';
import { type FileTree, parentOf, pathIn, type TreeEntry } from '../files/file-tree';
import { ignoredFrom, type Ignored } from '../project/ignored';
import { isGeneratedClient } from '../project/search-down';
import { isMigrationsFolder } from '../project/locate';
import { fileReader, type ReadQueries } from './read-queries';

/** A file of a project in which a vector operator stands. */
export interface QueryFile {
  /** Within the tree. */
  readonly path: string;
  readonly text: string;
}

export interface QueryFiles {
  /** In the order of the search: a folder's own files before what is below it. */
  readonly files: readonly QueryFile[];
  /** How many files were looked into, also those that are ignored or of a kind that is not read. */
  readonly looked: number;
  /** Files of a kind that is not read and that seem to hold such a query, by the end of their names: `.vue`. */
  readonly notRead: ReadonlyMap<string, number>;
  /** Files that are too large to be looked into. */
  readonly tooLarge: readonly string[];
  /** Files that are there but cannot be read, with the reason. */
  readonly unread: readonly { readonly path: string; readonly reason: string }[];
}

export interface QueryFileOptions {
  /** Whether a file is wanted; all are. */
  readonly matches?: ((path: string) => boolean) | undefined;
  /** Folders that are left out: those of other projects. */
  readonly without?: readonly string[] | undefined;
  /** Called for each file that is looked into. */
  readonly onFile?: (() => void) | undefined;
}

const read = /\.(?:[mc]?[jt]sx?|sql)$/;
/** Their scripts stand among markup. */
const counted = /\.(?:vue|svelte|astro)$/;
const generated = /\.(?:d\.[mc]?ts|min\.[mc]?js)$/;

/** Milliseconds after which others get their turn: whoever calls may have windows to draw. */
const turnMs = 12;

/**
 * Finds the files of a project that may hold queries with vector operators: scripts and SQL below the folder, but nothing
 * git-ignored, hidden, generated or built, and no migrations, which the ledger judges. Links are not followed, so that
 * each file counts once.
 */
export async function findQueryFiles(
  tree: FileTree,
  root: string,
  { matches = () => true, without = [], onFile = () => undefined }: QueryFileOptions = {},
): Promise<QueryFiles> {
  const found = {
    files: [] as QueryFile[],
    looked: 0,
    notRead: new Map<string, number>(),
    tooLarge: [] as string[],
    unread: [] as { path: string; reason: string }[],
  };
  const readQueries = fileReader(tree);
  const others = new Set(without);
  let turn = performance.now();

  async function visit(folder: string, ignored: Ignored): Promise<void> {
    const entries = (await tree.list(folder)) ?? [];
    if (isGeneratedClient(new Set(entries.map(({ name }) => name)))) return;
    for (const { name } of entries.filter(isFile)) {
      const path = pathIn(folder, name);
      if (!isKind(name) || !matches(path)) continue;
      if (name === 'migration.sql' && (await isMigrationsFolder(tree, parentOf(folder)))) continue;
      found.looked += 1;
      onFile();
      const result = readQueries(path);
      const known = result instanceof Promise ? await result : result;
      // Nearly every file has no operator, and to ask each whether it is ignored takes as long as to read it.
      if (known.kind !== 'none' && !ignored.hasFile(path)) take(path, known);
      if (performance.now() - turn < turnMs) continue;
      await nextTurn();
      turn = performance.now();
    }
    for (const { name } of entries.filter(isOwnFolder)) {
      const inner = pathIn(folder, name);
      if (!others.has(inner) && !ignored.has(inner)) await visit(inner, await ignored.within(inner));
    }
  }

  function take(path: string, result: ReadQueries): void {
    if (result.kind === 'too-large') found.tooLarge.push(path);
    if (result.kind === 'unread') found.unread.push({ path, reason: result.reason });
    if (result.kind !== 'found') return;
    const extension = counted.exec(path)?.[0];
    if (extension === undefined) found.files.push({ path, text: result.text });
    else if (/\bselect\b|\border\s+by\b/i.test(result.text)) {
      found.notRead.set(extension, (found.notRead.get(extension) ?? 0) + 1);
    }
  }

  await visit(root, await ignoredFrom(tree, root));
  return found;
}

function isFile({ kind, link }: TreeEntry): boolean {
  return kind === 'file' && !link;
}

function isOwnFolder({ kind, link }: TreeEntry): boolean {
  return kind === 'folder' && !link;
}

function isKind(name: string): boolean {
  return (read.test(name) && !generated.test(name)) || counted.test(name);
}
