import { HumanError } from '../../core/human-error';
import type { BringingCommit, MigrationArchive } from '../../workflows/migration-archive';
import { joinPath } from '../files/file-tree';
import { commitsThatAdded } from './added';
import { findAppliedTexts } from './applied-texts';
import { cutCommits } from './cut-commits';
import { changesIn, changesOf, migrationBlobs, stagedMigrations, stashCommits } from './migration-log';
import { GitRefused, type ReadObject } from './objects';
import { git } from './run';
import { findWhereabouts, type WhereaboutsAsks } from './whereabouts';

/**
 * What a repository keeps of migrations. git is asked when somebody asks for something.
 *
 * @param folder the migrations folder, from the work tree's top
 * @param read reads objects of the same repository
 */
export function migrationArchive(top: string, folder: string, read: ReadObject): MigrationArchive {
  const asks: WhereaboutsAsks = {
    changesOf: (revisions, paths) => changesOf(top, revisions, paths),
    changesIn: (commits) => changesIn(top, commits),
    blobs: once(() => migrationBlobs(top)),
    staged: once(() => stagedMigrations(top)),
    stashes: once(() => stashCommits(top)),
    branches: once(() => branchesOf(top)),
    ...{ read, folder },
  };
  return {
    findTexts: (wanted) => explained(findAppliedTexts(wanted, asks)),
    whereIs: (names) => explained(findWhereabouts(names, asks)),
    broughtIn: (names) => explained(broughtIn(names, top, folder, read)),
    committedText: async (name) => {
      const blob = await explained(read(`HEAD:${joinPath(folder, name, 'migration.sql')}`));
      return blob?.content.toString('utf8');
    },
  };
}

/** At the edge of a shallow clone everything seems to have come in at once. */
async function broughtIn(
  names: readonly string[],
  top: string,
  folder: string,
  read: ReadObject,
): Promise<ReadonlyMap<string, BringingCommit>> {
  const brought = new Map<string, BringingCommit>();
  if (names.length === 0) return brought;
  const { commits, isWhole } = await commitsThatAdded(top, folder, names, 'HEAD');
  if (!isWhole) return brought;
  const cuts = cutCommits(top);
  for (const name of names) {
    const commit = commits.get(name);
    const by = commit === undefined || cuts.has(commit) ? undefined : await authorOf(commit, read);
    if (by) brought.set(name, by);
  }
  return brought;
}

async function authorOf(commit: string, read: ReadObject): Promise<BringingCommit | undefined> {
  const text = (await read(commit))?.content.toString('utf8') ?? '';
  const [, author, seconds] = /^author (.*) <[^>]*> (\d+) [+-]\d+$/m.exec(text) ?? [];
  if (author === undefined || seconds === undefined) return undefined;
  const date = new Date(Number(seconds) * 1000);
  // Git takes any number.
  return Number.isNaN(date.getTime()) ? undefined : { commit, author, date };
}

/** @throws HumanError where git broke off */
export async function explained<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof GitRefused)) throw error;
    const reason = error.message.replaceAll(/\s+/g, ' ');
    throw new HumanError(`git could not read its objects: ${reason}. Run git fsck.`, { cause: error });
  }
}

async function branchesOf(top: string): Promise<string[]> {
  const { stdout } = await git(top, [
    ...['for-each-ref', '--sort=-committerdate', '--format=%(refname)', 'refs/heads', 'refs/remotes'],
  ]);
  const refs = stdout.split('\n').filter((ref) => ref !== '' && !ref.endsWith('/HEAD'));
  const isLocal = (ref: string): boolean => ref.startsWith('refs/heads/');
  return [...refs.filter(isLocal), ...refs.filter((ref) => !isLocal(ref))];
}

/** The function's first answer, for every later call too. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}
