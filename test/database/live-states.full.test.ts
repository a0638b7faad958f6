import { loadGrammar } from '../../src/core/sql/grammar';
import { sharedPostgres } from './support/postgres';
import { tryLiveStates } from './support/try-live-states';

describe('What PostgreSQL prints of an index', () => {
  it('is the index that any history of migrations made', async () => {
    await tryLiveStates(60, await sharedPostgres(), await loadGrammar());
  });
});
