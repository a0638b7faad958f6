import fc from 'fast-check';
import type { Migration, Outcome } from './history';

/**
 * Fails where the ledger holds something else than PostgreSQL after a migration of some history, with that history.
 *
 * @param follow runs and replays one, and compares
 */
export async function tryHistories(
  numRuns: number,
  histories: fc.Arbitrary<Migration[]>,
  follow: (migrations: readonly Migration[]) => Promise<Pick<Outcome, 'accepted' | 'error'>>,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(histories, async (migrations) => {
      const { error, accepted } = await follow(migrations);
      if (error === undefined) return;
      const what = error instanceof Error ? error.message : 'They differ.';
      const history = accepted.join('\n-- the next migration\n');
      throw new Error(`${what}\n\nThe history that PostgreSQL accepted:\n${history}`, { cause: error });
    }),
    { numRuns },
  );
}
