import type { Compared } from '../../workflows/touched';
import { openDiskTree, type DiskTree } from '../files/disk-tree';
import { nameOf, parentOf, pathIn } from '../files/file-tree';
import { realPathOf } from '../files/real-path';
import type { FoundProject } from '../project/find-projects';
import { footprintOf, looksAtCode } from '../project/footprint';
import { type BaseChoice, resolveBase } from './base';
import type { Base } from './compared';
import { commitTree, objectCache, parseCommit, type CommitTree } from './commit-tree';
import { withLineFeeds } from './migrations-at';
import { blobId, folderId } from './object-id';
import { GitRefused, objectReader } from './objects';
import { repositoryProject } from './repository-project';
import { GitMissing } from './run';

/** A repository at the base and now. */
interface Sides {
  readonly base: Base;
  /** Undefined where everything is new. */
  readonly before: CommitTree | undefined;
  readonly now: DiskTree;
}

/**
 * Compares projects with the base: by what their files hold, so that it does not matter what is committed, staged or
 * known to git. Line ends do not count. No program of the repository's runs.
 *
 * @returns a function that throws HumanError for a base that cannot be used
 */
export function comparer(choice: BaseChoice): (project: FoundProject) => Promise<Compared> {
  const repositories = new Map<string, Promise<Sides>>();
  return async (project) => {
    const repository = repositoryProject(project.tree, project.paths);
    if (!repository) return { kind: 'unknown', reason: 'there is no git work tree' };
    const { top, paths, toDisk } = repository;
    const sides = repositories.get(top) ?? openSides(top, project.tree, choice);
    repositories.set(top, sides);
    try {
      const { base, before, now } = await sides;
      const { notices } = base;
      // What has no schema may have had one anywhere.
      if (!before || !paths.schema) return { kind: 'changed', notices };
      const files = await footprintOf({ tree: now, paths, diskFolder: toDisk(paths.root) }, before);
      if (await looksAtCode({ tree: now, paths })) return { kind: 'changed', notices };
      const isSame =
        (await isSameFolder(before, now, paths.prisma8?.spaces ?? paths.migrations)) &&
        (await areSameFiles(before, now, files));
      return { kind: isSame ? 'same' : 'changed', notices };
    } catch (error) {
      if (error instanceof GitMissing) return { kind: 'unknown', reason: error.message };
      if (!(error instanceof GitRefused)) throw error;
      return { kind: 'unknown', reason: `git says: ${error.message.replaceAll(/\s+/g, ' ')}` };
    }
  };
}

async function openSides(top: string, tree: DiskTree, choice: BaseChoice): Promise<Sides> {
  const read = objectReader(top);
  const base = await resolveBase(top, read, choice);
  const commit = base.commit === undefined ? undefined : await read(base.commit);
  return {
    base,
    before: commit && commitTree(parseCommit(commit).tree, read, objectCache()),
    now: realPathOf(tree.root) === top ? tree : openDiskTree(top),
  };
}

async function areSameFiles(before: CommitTree, now: DiskTree, files: ReadonlySet<string>): Promise<boolean> {
  for (const file of files) {
    const entries = (await before.list(parentOf(file))) ?? [];
    const entry = entries.find(({ name, kind }) => kind === 'file' && name === nameOf(file));
    if (!isSameText(now.read(file), entry?.id)) return false;
  }
  return true;
}

/** What begins with a dot is of no matter among migrations. */
const visible = ({ name }: { readonly name: string }): boolean => !name.startsWith('.');

async function isSameFolder(before: CommitTree, now: DiskTree, folder: string): Promise<boolean> {
  const there = ((await before.list(folder)) ?? []).filter(visible);
  const here = (now.list(folder) ?? []).filter(visible);
  if (there.length !== here.length) return false;
  const known = new Map(there.map((entry) => [entry.name, entry]));
  for (const { name, kind, link } of here) {
    const entry = known.get(name);
    if (link || entry?.kind !== kind) return false;
    const path = pathIn(folder, name);
    const isSame =
      kind === 'file'
        ? isSameText(now.read(path), entry.id)
        : isOnlyScript(now, path, entry.id) || (await isSameFolder(before, now, path));
    if (!isSame) return false;
  }
  return true;
}

/** Told by the folder's id, as for most migrations, so that git need not be asked for each. */
function isOnlyScript(now: DiskTree, folder: string, id: string): boolean {
  const text = now.list(folder)?.length === 1 ? now.read(pathIn(folder, 'migration.sql')) : undefined;
  return text !== undefined && folderId('migration.sql', blobId(text, id)) === id;
}

function isSameText(text: string | undefined, id: string | undefined): boolean {
  if (text === undefined || id === undefined) return text === undefined && id === undefined;
  return [text, withLineFeeds(text)].some((one) => blobId(one, id) === id);
}
