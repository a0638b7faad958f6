import assert from 'node:assert/strict';
import { Database } from '../../src/adapters/database/database';
import { DatabaseUrl } from '../../src/core/environment/database-url';
import { sharedServer } from '../helpers/shared-servers';

describe('a transaction that reads', () => {
  let database: Database;
  before(async () => {
    database = new Database(DatabaseUrl.parse(await (await sharedServer()).createDatabase(), 'the test'));
  });
  after(() => database.close());

  // Mutations: without transaction_read_only; with settings for the session.
  it('can change nothing, and has its limits of time, which end with it', async () => {
    const write = database.read(
      'trying to write',
      (transaction) => transaction.$executeRaw`CREATE TABLE a (id int)`,
    );
    await assert.rejects(write, /accepts no changes/);
    const settings = ['transaction_read_only', 'statement_timeout', 'lock_timeout'].map(
      (name) => `current_setting('${name}') AS ${name}`,
    );
    const asked = `SELECT ${settings.join(', ')}`;
    const [within] = await database.read(
      'reading the settings',
      (transaction) => transaction.$queryRawUnsafe<unknown[]>(asked),
      { lock: 2000 },
    );
    assert.deepEqual(within, {
      transaction_read_only: 'on',
      statement_timeout: '15s',
      lock_timeout: '2s',
    });
    // One connection serves all.
    const [afterwards] = await database.transact('reading the settings', (transaction) =>
      transaction.$queryRawUnsafe<unknown[]>(asked),
    );
    assert.deepEqual(afterwards, {
      transaction_read_only: 'off',
      statement_timeout: '15s',
      lock_timeout: '0',
    });
  });
});
