import { diffArrays } from 'diff';

/** A position in each of two lists at which they hold the same. */
export type Match = readonly [before: number, now: number];

/** Elements to take out and put in, beyond which nobody reads a difference: so many are found in half a second. */
const mostEdits = 2000;

/**
 * The longest sequence of elements that both lists have in this order, as pairs of indexes from 0. Where more than 2,000
 * elements that occur in both stand elsewhere, only what the lists begin and end with alike.
 */
export function commonSequence(before: readonly string[], now: readonly string[]): Match[] {
  // What only one of them holds can match nothing. Without it, two unrelated texts are compared at once.
  const [was, is] = [indexesIn(before, now), indexesIn(now, before)];
  const values = (indexes: readonly number[], list: readonly string[]): string[] =>
    indexes.map((index) => list[index] ?? '');
  const changes = diffArrays(values(was, before), values(is, now), { maxEditLength: mostEdits });
  if (!changes) return endsInCommon(before, now);
  const matches: Match[] = [];
  let [a, b] = [0, 0];
  for (const { added, removed, count } of changes) {
    if (!added && !removed) {
      for (let step = 0; step < count; step++) matches.push([was[a + step] ?? 0, is[b + step] ?? 0]);
    }
    if (!added) a += count;
    if (!removed) b += count;
  }
  return matches;
}

/** The indexes of those elements of a list that the other one holds, too. */
function indexesIn(list: readonly string[], other: readonly string[]): number[] {
  const known = new Set(other);
  return [...list.keys()].filter((index) => known.has(list[index] ?? ''));
}

function endsInCommon(before: readonly string[], now: readonly string[]): Match[] {
  const shortest = Math.min(before.length, now.length);
  let start = 0;
  while (start < shortest && before[start] === now[start]) start++;
  let end = 0;
  while (end < shortest - start && before.at(-1 - end) === now.at(-1 - end)) end++;
  const from = (count: number, a: number, b: number): Match[] =>
    Array.from({ length: count }, (_, step) => [a + step, b + step]);
  return [...from(start, 0, 0), ...from(end, before.length - end, now.length - end)];
}

/** A stretch of either list between two matches: what is gone and what came in its place. */
export interface Gap<T> {
  readonly before: readonly T[];
  readonly now: readonly T[];
}

/** The gaps and the matches in order; a match is given by its position in both lists. */
export function* gapsAndMatches<T>(
  before: readonly T[],
  now: readonly T[],
  matches: readonly Match[],
): Generator<Gap<T> | Match> {
  let [a, b] = [0, 0];
  const end: Match = [before.length, now.length];
  for (const match of [...matches, end]) {
    const gap = { before: before.slice(a, match[0]), now: now.slice(b, match[1]) };
    if (gap.before.length + gap.now.length > 0) yield gap;
    if (match !== end) yield match;
    [a, b] = [match[0] + 1, match[1] + 1];
  }
}

/** Tells the two apart. */
export function isGap<T>(part: Gap<T> | Match): part is Gap<T> {
  return 'before' in part;
}
