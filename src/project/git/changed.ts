import { createHash } from 'node:crypto';
import type { MigrationFile } from '../../workflows/lint-source';

/** A file of a commit. */
export interface CommitFile {
  /** From the work tree's top. */
  readonly path: string;
  /** The blob's id. */
  readonly id: string;
}

/** A migration at the base that may differ from today's. */
export interface Suspect {
  readonly name: string;
  readonly file: CommitFile;
}

/** The id that git gives to a text; sha256 repositories have longer ids. */
function blobId(text: string, like: string): string {
  const content = Buffer.from(text, 'utf8');
  const hash = createHash(like.length > 40 ? 'sha256' : 'sha1');
  return hash.update(`blob ${content.length}\0`).update(content).digest('hex');
}

/** Line ends as git keeps them when they are normalised. */
export function withLineFeeds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** Those migrations of the base whose text cannot be told to be today's from its id alone. */
export function suspects(
  atBase: ReadonlyMap<string, CommitFile>,
  now: readonly MigrationFile[],
): readonly Suspect[] {
  const texts = new Map(now.map(({ name, text }) => [name, text]));
  return [...atBase].flatMap(([name, file]): Suspect[] => {
    const text = texts.get(name);
    if (text !== undefined) {
      if (blobId(text, file.id) === file.id || blobId(withLineFeeds(text), file.id) === file.id) return [];
    }
    return [{ name, file }];
  });
}
