import fc from 'fast-check';
import { loadGrammar, type Grammar } from '../../src/core/sql/grammar';
import { histories } from './support/histories';
import { follow } from './support/history';
import { sharedPostgres, type Postgres } from './support/postgres';

describe('The ledger, against PostgreSQL', () => {
  let postgres: Postgres;
  let grammar: Grammar;

  before(async () => {
    [postgres, grammar] = await Promise.all([sharedPostgres(), loadGrammar()]);
  });

  it('holds the indexes that PostgreSQL holds, after each migration of any history', async () => {
    // A failure names its seed; FC_SEED runs the same histories again.
    const seed = process.env['FC_SEED'];
    await fc.assert(
      fc.asyncProperty(histories, async (migrations) => {
        const { error, accepted } = await follow(postgres, grammar, migrations);
        if (error === undefined) return;
        const what = error instanceof Error ? error.message : 'They differ.';
        const history = accepted.join('\n-- the next migration\n');
        throw new Error(`${what}\n\nThe history that PostgreSQL accepted:\n${history}`, { cause: error });
      }),
      { numRuns: 100, ...(seed === undefined ? {} : { seed: Number(seed) }) },
    );
  });
});
