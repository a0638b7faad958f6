import { loadGrammar } from '../../src/core/sql/grammar';
import { sharedPostgres } from './support/postgres';
import { tryHistories } from './support/try-histories';

describe('The ledger, against PostgreSQL', () => {
  it('holds the indexes that PostgreSQL holds, after each migration of some histories', async () => {
    await tryHistories(20, await sharedPostgres(), await loadGrammar());
  });
});
