import type { Finding, RelatedLocation } from '../linter/findings/finding';
import { byHand, inWordsOfPrisma8 } from './words';
import type { OffsetMap } from './offset-map';

/** What findings of a project of Prisma 8 are put into words and places with. */
export interface OperationsContext {
  /** By the identity of each `ops.json`, where the SQL stands in it. */
  readonly places: ReadonlyMap<string, OffsetMap>;
  /** What the contract's file is called. */
  readonly contract: string;
}

/** Where the script that writes an `ops.json` writes an operation. */
export interface WrittenBy {
  readonly location: RelatedLocation;
  /** From 1. */
  readonly line: number;
}

/** Whether a file is one that `migration.ts` writes: nothing is to be written into it, not even a comment. */
export function isOperations(file: string): boolean {
  return /\/(?:ops|migration)\.json$/.test(file);
}

/**
 * A finding in the SQL of an `ops.json` as one in that file. Fixes that would edit it are left out: it is written by
 * `migration.ts`, and its hash is kept.
 *
 * @param written the operation in `migration.ts`, where that is known
 */
export function inOperations(
  finding: Finding,
  { places, contract }: OperationsContext,
  written?: WrittenBy,
): Finding {
  const words = (text: string): string => inWordsOfPrisma8(text, contract);
  const fixes = finding.fixes.filter(
    ({ kind, edits }) => kind !== 'declare' && edits.every(({ file }) => !places.has(file)),
  );
  const left = places.has(finding.file) ? finding.fixes.filter((fix) => !fixes.includes(fix)) : [];
  const rangeIn = <T extends Pick<Finding, 'file' | 'range'>>(place: T): T => {
    const map = places.get(place.file);
    return map ? { ...place, range: map.rangeOf(place.range) } : place;
  };
  return {
    ...rangeIn(finding),
    message: words(finding.message),
    why: `${words(finding.why)}${byHand(left.map(({ kind }) => kind))}${written ? ` It stands in line ${String(written.line)} of migration.ts.` : ''}`.trim(),
    related: [
      ...finding.related.map((one) => ({ ...rangeIn(one), message: words(one.message) })),
      ...(written ? [written.location] : []),
    ],
    fixes,
  };
}
