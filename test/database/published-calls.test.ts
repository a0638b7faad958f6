import assert from 'node:assert/strict';
import { DatabaseUrl } from '../../src/core/environment/database-url';
import { openDatabase } from '../../src/adapters/database/open-database';
import { encodedPassword, secrets } from '../helpers/environments';
import { assertNoSecrets } from '../helpers/no-secrets';
import { withCredentials } from '../helpers/postgres-server';
import { callsOf, linesOf } from '../helpers/published-calls';
import { sharedServer } from '../helpers/shared-servers';

/** What is published of reading the rows and the indexes at a URL. */
async function linesAt(url: string): Promise<string[]> {
  const database = openDatabase(DatabaseUrl.parse(url, 'the test'));
  const calls = await callsOf(async () => {
    await database.readIndexes();
    await database.readRows();
  });
  await database.close();
  assertNoSecrets(JSON.stringify(calls), secrets);
  return linesOf(calls);
}

describe('a call of a database', () => {
  it('is published with its place and what came of it', async () => {
    const url = await (await sharedServer()).createDatabase();
    const { location: target } = DatabaseUrl.parse(url, 'the test');
    assert.deepEqual(await linesAt(url), [
      `info database ${target}: reading the indexes, 0 rows`,
      `info database ${target}: reading _prisma_migrations`,
    ]);
  });

  it('is published with the code of what went wrong, and without the password', async () => {
    const url = await (await sharedServer()).createDatabase();
    const wrong = withCredentials(url, 'postgres', '').replace('postgres@', `postgres:${encodedPassword}@`);
    const { location: target } = DatabaseUrl.parse(url, 'the test');
    assert.deepEqual(await linesAt(wrong), [`warn database ${target}: reading the indexes, failed: 28P01`]);
    const nowhere = wrong.replace(/@[^/]*/, '@127.0.0.1:1').replace(/\/[^/]*$/, '/app');
    assert.deepEqual(await linesAt(nowhere), [
      'warn database 127.0.0.1:1/app: reading the indexes, failed: ECONNREFUSED',
    ]);
  });
});
