import { loadDropIndexReader, refineDropIndexes, wantsDropIndexReader } from './drop-index';
import type { Step } from './step';

/**
 * The steps of a script with the exact range of every name that its DROP INDEX statements drop. Nothing else knows that
 * some of them are read a second time, and what reads them is only loaded for those that are written in an unusual way.
 *
 * @returns the same steps where all are exact already
 */
export async function withExactNames(text: string, steps: readonly Step[]): Promise<readonly Step[]> {
  if (!wantsDropIndexReader(text, steps)) return steps;
  return refineDropIndexes(text, steps, await loadDropIndexReader());
}
