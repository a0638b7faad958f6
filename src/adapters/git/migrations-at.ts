import type { MigrationFile } from '../../workflows/lint-source';
import { pathIn } from '../files/file-tree';
import type { CommitTree } from './commit-tree';
import { blobId, folderId } from './object-id';

/** A file of a commit. */
export interface CommitFile {
  /** From the work tree's top. */
  readonly path: string;
  /** The blob's id. */
  readonly id: string;
  /** What is there today, where that is known to be the same but for line ends. */
  readonly same?: string | undefined;
}

/** A migration at the base that may differ from today's. */
export interface Suspect {
  readonly name: string;
  readonly file: CommitFile;
}

/** Line ends as git keeps them when they are normalised. */
export function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
}

/** The blob's id as one of the text's, be it with other line ends; undefined if it is none. */
function idAmong(text: string, isIt: (blob: string) => boolean, like: string): string | undefined {
  return [...new Set([text, withLineFeeds(text)])].map((each) => blobId(each, like)).find(isIt);
}

/**
 * The migrations in a folder of a commit, by name. The id of a migration's folder tells that nothing but today's
 * `migration.sql` is in it; git is asked only for what other folders hold.
 */
export async function migrationsAt(
  tree: CommitTree,
  folder: string,
  now: readonly MigrationFile[],
): Promise<Map<string, CommitFile>> {
  const texts = new Map(now.map(({ name, text }) => [name, text]));
  const folders = ((await tree.list(folder)) ?? []).filter(({ kind }) => kind === 'folder');
  const found = await Promise.all(
    folders.map(async ({ name, id }) => {
      const path = pathIn(folder, name, 'migration.sql');
      const text = texts.get(name);
      const blob =
        text === undefined ? undefined : idAmong(text, (each) => folderId('migration.sql', each) === id, id);
      if (blob !== undefined) return [[name, { path, id: blob, same: text }] as const];
      const inside = (await tree.list(pathIn(folder, name))) ?? [];
      const file = inside.find((entry) => entry.kind === 'file' && entry.name === 'migration.sql');
      return file ? [[name, { path, id: file.id }] as const] : [];
    }),
  );
  return new Map(found.flat());
}

/** Those migrations of the base whose text cannot be recognised as today's from its id alone. */
export function suspects(
  atBase: ReadonlyMap<string, CommitFile>,
  now: readonly MigrationFile[],
): readonly Suspect[] {
  const texts = new Map(now.map(({ name, text }) => [name, text]));
  return [...atBase].flatMap(([name, file]): Suspect[] => {
    const text = texts.get(name);
    if (text === undefined) return [{ name, file }];
    if (text === file.same || idAmong(text, (each) => each === file.id, file.id) !== undefined) return [];
    return [{ name, file }];
  });
}
