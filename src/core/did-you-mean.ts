/** How many letters have to be typed, left out, changed or swapped with their neighbour to make one word of the other. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    rows.push(current);
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let least = Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + same);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        least = Math.min(least, at(row - 2, column - 2) + 1);
      }
      current.push(least);
    }
  }
  return at(a.length, b.length);
}

const longestWord = 60;

/** The words that may have been meant, the nearest first; none of them need be near enough. */
export function nearWords(word: string, known: readonly string[], most = 3): string[] {
  if (word.length > longestWord) return [];
  const typed = word.toLowerCase();
  const isBeginning = (candidate: string): boolean => typed.length > 2 && candidate.startsWith(typed);
  return known
    .map((candidate) => ({
      candidate,
      far: isBeginning(candidate.toLowerCase()) ? 1 : distance(typed, candidate.toLowerCase()),
    }))
    .filter(({ candidate, far }) => far <= Math.max(2, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** The word that was probably meant, if one of the known words is near enough. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  return nearWords(word, known, 1)[0];
}

/** ` Did you mean drop-protected-index?` with the space before it, or nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return meant === undefined || meant === word ? '' : ` Did you mean ${meant}?`;
}

/** ` Did you mean memories, or memory?` with the space before it, or nothing; of several words the nearest of each. */
export function didYouMeanAny(words: readonly string[], known: readonly string[]): string {
  const near = words.flatMap((word) => nearWords(word, known, words.length === 1 ? 3 : 1));
  const [first, ...others] = new Set(near);
  if (first === undefined) return '';
  return ` Did you mean ${[first, ...others.map((other) => `or ${other}`)].join(', ')}?`;
}
