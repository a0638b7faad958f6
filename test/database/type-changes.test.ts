import assert from 'node:assert/strict';
import type { PGlite } from '@electric-sql/pglite';
import { openPglite } from '../helpers/open-pglite';
import { costlyChanges, freeChanges } from '../helpers/type-changes';

describe('a type change on PostgreSQL', () => {
  let db: PGlite;
  before(async () => (db = await openPglite({})));
  after(async () => db.close());

  /** Whether an index on the column keeps its file. */
  async function keepsIndex(from: string, to: string): Promise<boolean> {
    await db.exec(`CREATE TABLE t (a ${from}); CREATE INDEX i ON t (a);`);
    try {
      const file = async (): Promise<unknown> =>
        (await db.query<{ file: unknown }>(`SELECT pg_relation_filenode('i') AS file`)).rows[0]?.file;
      const before = await file();
      await db.exec(`ALTER TABLE t ALTER COLUMN a TYPE ${to}`);
      return (await file()) === before;
    } finally {
      await db.exec('DROP TABLE t');
    }
  }

  for (const [from, to] of freeChanges) {
    it(`keeps an index: from ${from} to ${to}`, async () => assert.equal(await keepsIndex(from, to), true));
  }
  for (const [from, to] of costlyChanges) {
    it(`makes an index again: from ${from} to ${to}`, async () =>
      assert.equal(await keepsIndex(from, to), false));
  }
});
