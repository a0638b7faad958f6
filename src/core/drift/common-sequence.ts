import { diffArrays } from 'diff';

/** A position in each of two lists at which they hold the same. */
export type Match = readonly [before: number, now: number];

/** With so many elements to take out and put in, the longest common sequence is found in half a second. */
const mostEdits = 2000;

/** The same for a stretch of long lists, of which there can be hundreds. */
const mostEditsInStretch = 500;

/**
 * A sequence of elements that both lists have in this order, as pairs of indexes from 0. It is the longest one where
 * the lists differ in at most 2,000 elements that occur in both. Further apart, they are compared piece by piece, which
 * may miss some, but never takes longer than a few seconds for 50,000 elements.
 */
export function commonSequence(before: readonly string[], now: readonly string[]): Match[] {
  const lists: Stretch = { before, now, start: [0, 0] };
  const pieces = (stretch: Stretch): Match[] => strips(stretch).flatMap((strip) => longest(strip) ?? []);
  return (
    longest(lists, mostEdits) ??
    aroundAnchors(lists, (gap) => longest(gap, mostEditsInStretch) ?? pieces(gap))
  );
}

/** Parts of the two lists that are compared with each other. */
interface Stretch {
  readonly before: readonly string[];
  readonly now: readonly string[];
  /** Where they begin in the lists. */
  readonly start: Match;
}

/** The longest common sequence of the two; undefined where it takes more edits. */
function longest({ before, now, start }: Stretch, maxEditLength = Infinity): Match[] | undefined {
  // What only one of them holds can match nothing. Without it, two unrelated texts are compared at once.
  const [was, is] = [indexesIn(before, now), indexesIn(now, before)];
  const values = (indexes: readonly number[], list: readonly string[]): string[] =>
    indexes.map((index) => list[index] ?? '');
  const changes = diffArrays(values(was, before), values(is, now), { maxEditLength });
  if (!changes) return undefined;
  const matches: Match[] = [];
  let [a, b] = [0, 0];
  for (const { added, removed, count } of changes) {
    if (!added && !removed) {
      for (let step = 0; step < count; step++) {
        matches.push([start[0] + (was[a + step] ?? 0), start[1] + (is[b + step] ?? 0)]);
      }
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

/** Takes as matches what each list holds once, in the order of both, and what is found in the stretches between. */
function aroundAnchors(lists: Stretch, inStretch: (stretch: Stretch) => Match[]): Match[] {
  const { before, now } = lists;
  const matches: Match[] = [];
  let [a, b] = [0, 0];
  const end: Match = [before.length, now.length];
  for (const anchor of [...anchorsOf(lists), end]) {
    const stretch = {
      before: before.slice(a, anchor[0]),
      now: now.slice(b, anchor[1]),
      start: [a, b] as const,
    };
    for (const match of inStretch(stretch)) matches.push(match);
    if (anchor !== end) matches.push(anchor);
    [a, b] = [anchor[0] + 1, anchor[1] + 1];
  }
  return matches;
}

/** The most elements that stand once in each list and in the same order in both. */
function anchorsOf({ before, now }: Stretch): Match[] {
  const positions = positionsOfSingles(now);
  interface Chain {
    readonly match: Match;
    readonly previous: Chain | undefined;
  }
  // By length less one, the chain of this length that ends first in `now`.
  const chains: Chain[] = [];
  for (const [value, a] of positionsOfSingles(before)) {
    const b = positions.get(value);
    if (b === undefined) continue;
    let [low, high] = [0, chains.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((chains[middle]?.match[1] ?? 0) < b) low = middle + 1;
      else high = middle;
    }
    chains[low] = { match: [a, b], previous: chains[low - 1] };
  }
  const anchors: Match[] = [];
  for (let chain = chains.at(-1); chain; chain = chain.previous) anchors.push(chain.match);
  return anchors.reverse();
}

/** Where the elements stand that a list holds only once, in its order. */
function positionsOfSingles(list: readonly string[]): Map<string, number> {
  const positions = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [index, value] of list.entries()) {
    if (positions.has(value)) repeated.add(value);
    else positions.set(value, index);
  }
  for (const value of repeated) positions.delete(value);
  return positions;
}

/** Cuts both into the same number of pieces, each small enough to be compared in any case. */
function strips({ before, now, start }: Stretch): Stretch[] {
  const count = Math.ceil((before.length + now.length) / mostEditsInStretch);
  return Array.from({ length: count }, (_, index): Stretch => {
    const cut = (list: readonly string[], at: number): number => Math.floor((list.length * at) / count);
    const [a, b] = [cut(before, index), cut(now, index)];
    return {
      before: before.slice(a, cut(before, index + 1)),
      now: now.slice(b, cut(now, index + 1)),
      start: [start[0] + a, start[1] + b],
    };
  });
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
