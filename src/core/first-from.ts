/**
 * The index of the first of some sorted items that is large enough; their number where none is.
 *
 * @param isLargeEnough false for the smaller items, true for all others
 */
export function firstFrom<Item>(items: readonly Item[], isLargeEnough: (item: Item) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item === undefined || isLargeEnough(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}
