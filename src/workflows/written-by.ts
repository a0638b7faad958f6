import type { Range } from '../core/range';
import type { WrittenByJson } from '../core/reports/report';

/** Who wrote something, as far as it is known. */
export type WrittenBy =
  | {
      readonly kind: 'commit';
      readonly commit: string;
      /** The name only. */
      readonly author: string;
      /** When it was written: ISO 8601 with the author's own offset; undefined where git has nonsense. */
      readonly date: string | undefined;
      /** The first line of the commit's message. */
      readonly summary: string;
    }
  | { readonly kind: 'uncommitted' }
  /** At or before the edge of a clone that is not whole; `command` gets the rest. */
  | { readonly kind: 'beyond'; readonly command: string | undefined }
  | { readonly kind: 'no-git' }
  /** git could not say; `reason` is a part of a sentence. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Says who wrote what stands at the ranges of a file, in their order. */
export type AskWhoWrote = (
  file: string,
  text: string,
  ranges: readonly Range[],
) => Promise<readonly WrittenBy[]>;

/** Something that stands in a file. */
interface Placed {
  readonly file: string;
  readonly range: Range;
}

/** Who wrote each of them, in their order; one question for each file. */
export async function whoWrote(
  places: readonly Placed[],
  textOf: (file: string) => string,
  ask: AskWhoWrote,
): Promise<WrittenBy[]> {
  const byFile = new Map<string, Placed[]>();
  for (const place of places) byFile.set(place.file, [...(byFile.get(place.file) ?? []), place]);
  const answers = new Map<Placed, WrittenBy>();
  for (const [file, own] of byFile) {
    const ranges = own.map(({ range }) => range);
    const ofFile = await ask(file, textOf(file), ranges);
    own.forEach((place, position) => {
      const answer = ofFile[position];
      if (answer) answers.set(place, answer);
    });
  }
  return places.map((place) => answers.get(place) ?? { kind: 'no-git' });
}

/** What is not known of who wrote them, each once, as sentences. */
export function gapsOf(writers: readonly WrittenBy[]): string[] {
  const notices = writers.flatMap((by): string[] => {
    switch (by.kind) {
      case 'no-git':
        return ['Without git it is not known who wrote what is listed here.'];
      case 'beyond': {
        const more = by.command === undefined ? '' : ` ${by.command} gets the rest.`;
        return [`This clone does not have the whole history: some of this was written before it.${more}`];
      }
      default:
        return [];
    }
  });
  return [...new Set(notices)];
}

export function writtenByJson(by: WrittenBy): WrittenByJson {
  switch (by.kind) {
    case 'commit': {
      const { kind, commit, author, date, summary } = by;
      return { kind, commit, author, date: date ?? null, summary };
    }
    case 'failed':
      return { kind: by.kind, reason: by.reason };
    default:
      return { kind: by.kind };
  }
}
