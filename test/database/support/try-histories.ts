import fc from 'fast-check';
import type { Grammar } from '../../../src/core/sql/grammar';
import { histories } from './histories';
import { follow } from './history';
import type { Postgres } from './postgres';

/**
 * Fails where the ledger holds other indexes than PostgreSQL after a migration of some history, with that history.
 */
export async function tryHistories(numRuns: number, postgres: Postgres, grammar: Grammar): Promise<void> {
  await fc.assert(
    fc.asyncProperty(histories, async (migrations) => {
      const { error, accepted } = await follow(postgres, grammar, migrations);
      if (error === undefined) return;
      const what = error instanceof Error ? error.message : 'They differ.';
      const history = accepted.join('\n-- the next migration\n');
      throw new Error(`${what}\n\nThe history that PostgreSQL accepted:\n${history}`, { cause: error });
    }),
    { numRuns },
  );
}
