import type { Finding, RelatedLocation } from '../linter/findings/finding';
import type { OffsetMap } from './offset-map';

/** What findings of a project of Prisma 8 are put into words and places with. */
export interface OperationsContext {
  /** By the identity of each `ops.json`, where the SQL stands in it. */
  readonly places: ReadonlyMap<string, OffsetMap>;
  /** What the contract's file is called. */
  readonly contract: string;
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
  written?: RelatedLocation,
): Finding {
  const words = (text: string): string => text.replaceAll('schema.prisma', contract);
  const rangeIn = <T extends Pick<Finding, 'file' | 'range'>>(place: T): T => {
    const map = places.get(place.file);
    return map ? { ...place, range: map.rangeOf(place.range) } : place;
  };
  return {
    ...rangeIn(finding),
    message: words(finding.message),
    why: words(finding.why),
    related: [
      ...finding.related.map((one) => ({ ...rangeIn(one), message: words(one.message) })),
      ...(written ? [written] : []),
    ],
    fixes: finding.fixes.filter(
      ({ kind, edits }) => kind !== 'declare' && edits.every(({ file }) => !places.has(file)),
    ),
  };
}
