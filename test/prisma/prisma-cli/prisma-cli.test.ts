import assert from 'node:assert/strict';
import { sharedServer } from '../../helpers/shared-servers';
import { runSql } from '../../helpers/sql';
import { testsOfShadow } from './cases';

const openDatabase = async () => (await sharedServer()).createDatabase();

// More of it is in the full run. That status reads the rows which both versions write is tried in status.test.ts.
describe('The real Prisma CLI on PostgreSQL', () => {
  testsOfShadow(openDatabase);

  it('leaves no shadow database behind', async () => {
    const { adminUrl } = await sharedServer();
    assert.deepEqual(await runSql(adminUrl, `SELECT FROM pg_database WHERE datname LIKE '%shadow%'`), []);
  });
});

describe('The real Prisma CLI of version 6', () => {
  testsOfShadow(openDatabase, 6);
});
