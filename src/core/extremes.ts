/** The largest of some numbers, -Infinity for none. `Math.max(...numbers)` fails beyond some 100,000 of them. */
export function largestOf(numbers: Iterable<number>): number {
  let largest = -Infinity;
  for (const number of numbers) if (number > largest) largest = number;
  return largest;
}

/** The smallest of some numbers, Infinity for none. */
export function smallestOf(numbers: Iterable<number>): number {
  let smallest = Infinity;
  for (const number of numbers) if (number < smallest) smallest = number;
  return smallest;
}
