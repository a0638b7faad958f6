import assert from 'node:assert/strict';
import { dataLostBy } from '../../../src/agent/data-loss';

describe('the data that a migration deletes', () => {
  for (const [sql, lost] of [
    ['-- DropTable\nDROP TABLE "notes";', ['all rows of "notes"']],
    ['DROP TABLE IF EXISTS "shop"."notes" CASCADE;', ['all rows of "shop"."notes"']],
    [
      'ALTER TABLE "notes" DROP COLUMN "tags",\nDROP COLUMN "rank",\nADD COLUMN     "rank" INTEGER;',
      ['the values of "notes"."tags"', 'the values of "notes"."rank"'],
    ],
    ['-- DROP TABLE "notes";\nALTER TABLE "notes" ADD COLUMN "drop column" TEXT;', []],
    ['DROP INDEX "notes_tags";\nALTER TABLE "notes" DROP CONSTRAINT "notes_pkey";', []],
  ] as const) {
    it(`is ${lost.join(' and ') || 'none'} of ${sql.replaceAll(/\s+/g, ' ')}`, () => {
      assert.deepEqual(dataLostBy(sql), lost);
    });
  }
});
