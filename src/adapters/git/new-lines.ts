import path from 'node:path';
import { diffLines } from '../../core/drift/line-diff';
import { parentOf } from '../files/file-tree';
import { pathInside, realPathOf } from '../files/real-path';
import { workTreeTop } from '../files/tree-root';
import { commitTree, objectCache, parseCommit, type CommitTree } from './commit-tree';
import { withLineFeeds } from './migrations-at';
import { GitRefused, objectReader, type ReadObject } from './objects';
import { GitMissing } from './run';

/** A file on disk, by its absolute path. */
export interface TextOnDisk {
  readonly file: string;
  readonly text: string;
}

/**
 * Whether lines of a file, from 1, are new: one of them is, or something was taken out between them. Line ends do not
 * count.
 */
export type AreNew = (first: number, last?: number) => boolean;

/**
 * Compares files with what they were at the base. Files of one repository share what git says, so this is for one look
 * at them.
 *
 * @param base the id of a commit; undefined where everything is new
 * @returns a function that gives undefined where it is not known: outside a git work tree, without git, and for what a
 *   shallow or partial clone lacks. All lines of a file that the base does not have are new.
 */
export function newLinesSince(base: string | undefined): (file: TextOnDisk) => Promise<AreNew | undefined> {
  const trees = new Map<string, Promise<CommitTree | undefined>>();
  const folders = new Map<string, string | undefined>();

  const topOf = (folder: string): string | undefined => {
    if (!folders.has(folder)) folders.set(folder, workTreeTop(folder));
    return folders.get(folder);
  };

  return async ({ file, text }) => {
    const real = realPathOf(file);
    const top = topOf(path.dirname(real));
    const inside = top === undefined ? undefined : pathInside(top, real);
    if (top === undefined || inside === undefined) return undefined;
    if (base === undefined) return allNew;
    const tree = trees.get(top) ?? treeAt(base, objectReader(top));
    trees.set(top, tree);
    return await unlessGitFails(async () => {
      const files = await tree;
      return files && (await newLinesAgainst(files, inside, text));
    });
  };
}

const allNew: AreNew = () => true;
const noneNew: AreNew = () => false;

async function treeAt(base: string, read: ReadObject): Promise<CommitTree | undefined> {
  return await unlessGitFails(async () => {
    const commit = await read(base);
    return commit?.type === 'commit' ? commitTree(parseCommit(commit).tree, read, objectCache()) : undefined;
  });
}

async function newLinesAgainst(files: CommitTree, file: string, text: string): Promise<AreNew | undefined> {
  const before = await files.read(file);
  if (before !== undefined) return newLinesIn(withLineFeeds(before), withLineFeeds(text));
  const name = path.posix.basename(file);
  const isThere = (await files.list(parentOf(file)))?.some(
    (entry) => entry.name === name && entry.kind === 'file',
  );
  return isThere === true ? undefined : allNew;
}

function newLinesIn(before: string, now: string): AreNew {
  if (before === now) return noneNew;
  const isNew = new Set<number>();
  /** Before which lines something was taken out. */
  const cuts = new Set<number>();
  let line = 1;
  for (const { sign } of diffLines(before, now)) {
    if (sign === '-') {
      cuts.add(line);
      continue;
    }
    if (sign === '+') isNew.add(line);
    line += 1;
  }
  return (first, last = first) => {
    for (let at = first; at <= last; at++) if (isNew.has(at) || (at > first && cuts.has(at))) return true;
    return false;
  };
}

async function unlessGitFails<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof GitMissing || error instanceof GitRefused) return undefined;
    throw error;
  }
}
