import { checksumsIn } from '../../core/drift/checksum';
import type { FoundText, TextLocation, WantedText } from '../../workflows/migration-archive';
import { joinPath } from '../files/file-tree';
import { sha256 } from '../files/sha256';
import { type FileChange, type KnownBlob, nameIn } from './migration-log';
import type { ReadObject } from './objects';

/** What is asked of a repository. The questions without arguments are put to git at most once. */
export interface RepositoryAsks {
  /** As changesOf. */
  readonly changesOf: (
    revisions: readonly string[],
    paths: readonly string[],
  ) => Promise<readonly FileChange[]>;
  /** Every `migration.sql` that anything in git leads to. */
  readonly blobs: () => Promise<readonly KnownBlob[]>;
  readonly staged: () => Promise<readonly KnownBlob[]>;
  /** The name of a stash by the ids of its commits. */
  readonly stashes: () => Promise<ReadonlyMap<string, string>>;
  readonly read: ReadObject;
  /** The migrations folder, from the work tree's top. */
  readonly folder: string;
}

/** So many blobs are asked for at once: what is found early spares the rest. */
const atOnce = 200;

/**
 * Finds the texts from which checksums were made: among what the migrations' own files held in any branch, else among
 * every blob that was ever a `migration.sql`. Blobs are read and hashed only until every text is found.
 *
 * @returns by checksum, without those that were not found
 * @throws GitMissing without git; GitRefused where git cannot read this repository
 */
export async function findAppliedTexts(
  wanted: readonly WantedText[],
  asks: RepositoryAsks,
): Promise<Map<string, FoundText>> {
  const search = textSearch(wanted, asks);
  const own = wanted.map(({ name }) => joinPath(asks.folder, name, 'migration.sql'));
  await search.among(await asks.changesOf(['--all'], [...new Set(own)]));
  if (search.isDone()) return search.found;
  const before = new Set(search.found.keys());
  await search.among(await asks.blobs());
  const late = [...search.found].filter(([checksum]) => !before.has(checksum));
  const named = await withCommits(late, search.blobs, asks);
  for (const [checksum, { text, location }] of late) {
    const unnamed: TextLocation = { ...location, kind: 'commit' };
    search.found.set(checksum, named.get(checksum) ?? { text, location: unnamed });
  }
  if (!search.isDone()) await search.among(await asks.staged());
  return search.found;
}

/** A blob to look into, and where it was seen. */
interface Candidate {
  readonly blob: string | undefined;
  readonly path: string;
  readonly commit?: string;
  readonly source?: string;
}

interface TextSearch {
  readonly found: Map<string, FoundText>;
  /** The blob of each text that was found, by checksum. */
  readonly blobs: ReadonlyMap<string, string>;
  readonly among: (candidates: readonly Candidate[]) => Promise<void>;
  readonly isDone: () => boolean;
}

function textSearch(wanted: readonly WantedText[], asks: RepositoryAsks): TextSearch {
  const found = new Map<string, FoundText>();
  const blobs = new Map<string, string>();
  const looked = new Set<string>();
  const names = new Set(wanted.map(({ name }) => name));
  const checksums = [...new Set(wanted.map(({ checksum }) => checksum))];
  const checksumOf = checksumsIn(checksums, sha256);
  const isNamed = ({ path }: Candidate): boolean => names.has(nameIn(path));

  async function lookInto(candidates: readonly (Candidate & { readonly blob: string })[]): Promise<void> {
    const objects = await Promise.all(candidates.map(({ blob }) => asks.read(blob)));
    for (const [index, candidate] of candidates.entries()) {
      const object = objects[index];
      if (object?.type !== 'blob') continue;
      const text = object.content.toString('utf8');
      const checksum = checksumOf(text);
      if (checksum === undefined || found.has(checksum)) continue;
      blobs.set(checksum, candidate.blob);
      found.set(checksum, { text, location: await locationOf(candidate, asks) });
    }
  }

  return {
    found,
    blobs,
    isDone: () => found.size === checksums.length,
    among: async (candidates) => {
      const sorted = [...candidates.filter(isNamed), ...candidates.filter((one) => !isNamed(one))];
      const unseen = sorted.flatMap((candidate) => {
        const { blob } = candidate;
        if (blob === undefined || looked.has(blob)) return [];
        looked.add(blob);
        return [{ ...candidate, blob }];
      });
      for (let at = 0; at < unseen.length && found.size < checksums.length; at += atOnce) {
        await lookInto(unseen.slice(at, at + atOnce));
      }
    },
  };
}

/** The same with the commit that has each; one that only a reflog knows is looked for last. */
async function withCommits(
  found: readonly (readonly [checksum: string, text: FoundText])[],
  blobs: ReadonlyMap<string, string>,
  asks: RepositoryAsks,
): Promise<Map<string, FoundText>> {
  const named = new Map<string, FoundText>();
  for (const revisions of [['--all'], ['--all', '--reflog']]) {
    const left = found.filter(([checksum]) => !named.has(checksum));
    const changes = await asks.changesOf(revisions, [
      ...new Set(left.map(([, { location }]) => location.path)),
    ]);
    for (const [checksum, { text, location }] of left) {
      const change = changes.find(({ blob, path }) => blob === blobs.get(checksum) && path === location.path);
      if (change) named.set(checksum, { text, location: await locationOf(change, asks) });
    }
  }
  return named;
}

async function locationOf(
  { path, commit, source }: Candidate,
  { stashes }: RepositoryAsks,
): Promise<TextLocation> {
  if (commit === undefined) return { kind: 'index', path, commit, ref: undefined };
  const stash = (await stashes()).get(commit);
  if (stash !== undefined) return { kind: 'stash', path, commit, ref: stash };
  return { kind: 'commit', path, commit, ref: source === '' ? undefined : shortRef(source ?? '') };
}

/** `main` for `refs/heads/main`, `origin/main` for `refs/remotes/origin/main`. */
export function shortRef(ref: string): string {
  return ref.replace(/^refs\/(?:heads|remotes|tags)\//, '');
}
