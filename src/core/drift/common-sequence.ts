/** More comparisons than this take longer than anybody waits; what is left then counts as different. */
const mostComparisons = 4_000_000;

/** A place in each of two lists at which they hold the same. */
export type Match = readonly [before: number, now: number];

/** The longest sequence of elements that both lists have in this order, as pairs of indexes from 0. */
export function commonSequence(before: readonly string[], now: readonly string[]): Match[] {
  let start = 0;
  while (start < before.length && start < now.length && before[start] === now[start]) start++;
  let tail = 0;
  const shortest = Math.min(before.length, now.length) - start;
  while (tail < shortest && before.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const middle = longest(before.slice(start, before.length - tail), now.slice(start, now.length - tail)).map(
    ([a, b]): Match => [a + start, b + start],
  );
  return [
    ...Array.from({ length: start }, (_, index): Match => [index, index]),
    ...middle,
    ...Array.from({ length: tail }, (_, index): Match => [
      before.length - tail + index,
      now.length - tail + index,
    ]),
  ];
}

function longest(before: readonly string[], now: readonly string[]): Match[] {
  if (before.length * now.length > mostComparisons) return [];
  const columns = now.length + 1;
  // The length of the longest common sequence of what begins at each pair of places.
  const lengths = new Uint32Array((before.length + 1) * columns);
  const lengthAt = (a: number, b: number): number => lengths[a * columns + b] ?? 0;
  for (let a = before.length - 1; a >= 0; a--) {
    for (let b = now.length - 1; b >= 0; b--) {
      lengths[a * columns + b] =
        before[a] === now[b] ? lengthAt(a + 1, b + 1) + 1 : Math.max(lengthAt(a + 1, b), lengthAt(a, b + 1));
    }
  }
  const matches: Match[] = [];
  for (let a = 0, b = 0; a < before.length && b < now.length;) {
    if (before[a] === now[b]) matches.push([a++, b++]);
    else if (lengthAt(a + 1, b) >= lengthAt(a, b + 1)) a++;
    else b++;
  }
  return matches;
}

/** A stretch of either list between two matches: what is gone and what came in its place. */
export interface Gap<T> {
  readonly before: readonly T[];
  readonly now: readonly T[];
}

/** The gaps and the matches in order; a match is given by its place in both lists. */
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
