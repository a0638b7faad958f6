import assert from 'node:assert/strict';
import { linesOf } from '../../helpers/lint-migration';

const table = 'CREATE TABLE notes (id text, body text);\n';
const index = 'CREATE INDEX notes_body ON notes (lower(body));\n';
const drop = '-- DropIndex\nDROP INDEX "notes_body";\n';
const schema = 'model notes {\n  id String @id\n  body String?\n}';

/** How many findings there are of a merged drop when this comes behind it. */
async function found(later: string): Promise<number> {
  const migrations = { '1_a': table + index, '2_b': drop, '3_c': later };
  return (await linesOf({ migrations, schema, settled: Object.keys(migrations) })).length;
}

describe('an index that a merged migration dropped', () => {
  it('is missed while nothing else has taken its place', async () => {
    assert.equal(await found('SELECT 1;\n'), 1);
    assert.equal(await found('CREATE INDEX other ON notes (body);\n'), 1);
    assert.equal(await found('ALTER TABLE notes RENAME COLUMN body TO text;\n'), 1);
    // One finding for each drop.
    assert.equal(await found('DROP INDEX IF EXISTS notes_body;\n'), 1);
  });

  for (const [title, later] of [
    ['its column is gone', 'ALTER TABLE notes DROP COLUMN body;\n'],
    ['its table is gone', 'DROP TABLE notes;\n'],
    ['an equal index of another name exists', 'CREATE INDEX other ON notes (lower(body));\n'],
    ['a wider index exists', 'CREATE INDEX other ON notes (lower(body), id);\n'],
    [
      'an equal index exists under new names',
      'ALTER TABLE notes RENAME TO pages;\nALTER TABLE pages RENAME COLUMN body TO text;\nCREATE INDEX other ON pages (lower(text));\n',
    ],
  ] as const) {
    it(`is not missed where ${title}`, async () => {
      assert.equal(await found(later), 0);
    });
  }
});
