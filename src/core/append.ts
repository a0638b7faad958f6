/** Adds items to the end of a list. `push(...items)` fails with a RangeError beyond some 100,000 of them. */
export function append<Item>(list: Item[], items: Iterable<Item>): void {
  for (const item of items) list.push(item);
}
