import type { RelationKey } from './records';

/** How far a search among the numbered names of one stem has come. */
interface Search {
  /** All smaller numbers but those in `freed` were taken when the search passed them, and are taken still. */
  next: number;
  /** Passed numbers whose names may be free again, the smallest last. */
  readonly freed: number[];
}

interface Passed {
  readonly search: Search;
  readonly number: number;
}

/** Keeps a list that falls from its first number to its last. */
function insert(falling: number[], number: number): void {
  let from = 0;
  let to = falling.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((falling[middle] ?? 0) > number) from = middle + 1;
    else to = middle;
  }
  falling.splice(from, 0, number);
}

/**
 * Finds the first free one of numbered names (`t_a_idx`, `t_a_idx1`, `t_a_idx2` …). What a search has passed is
 * remembered until its name is free again: each search would else begin at the first number, and thousands of like
 * indexes would take the square of their number.
 */
export class NumberedNames {
  readonly #searches = new Map<string, Search>();
  readonly #passed = new Map<RelationKey, Passed[]>();

  /**
   * The smallest number from 0 whose name nothing has.
   *
   * @param stem stands for the names; equal ones must give the same names
   */
  firstFree(
    stem: string,
    keyOf: (number: number) => RelationKey,
    isTaken: (key: RelationKey) => boolean,
  ): number {
    if (!isTaken(keyOf(0))) return 0;
    const search = this.#searches.get(stem) ?? { next: 1, freed: [] };
    this.#searches.set(stem, search);
    for (;;) {
      const number = search.freed.at(-1) ?? search.next;
      const key = keyOf(number);
      if (!isTaken(key)) return number;
      if (search.freed.length > 0) search.freed.pop();
      else search.next++;
      const others = this.#passed.get(key);
      if (others) others.push({ search, number });
      else this.#passed.set(key, [{ search, number }]);
    }
  }

  /** Must be called for every name that is no longer taken. */
  free(key: RelationKey): void {
    for (const { search, number } of this.#passed.get(key) ?? []) insert(search.freed, number);
    this.#passed.delete(key);
  }
}
