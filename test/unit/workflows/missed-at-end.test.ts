import assert from 'node:assert/strict';
import { loadGrammar } from '../../../src/core/sql/grammar';
import { findProtected } from '../../../src/workflows/protected-indexes';
import { ReplayedProject } from '../../../src/workflows/replayed-project';
import { linesOf, sourceOf } from '../../helpers/lint-migration';

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

describe('a deferrable foreign key that a merged migration took away', () => {
  const table = 'CREATE TABLE notes (id int PRIMARY KEY, boss int);\n';
  const plain = 'ALTER TABLE notes ADD CONSTRAINT notes_boss FOREIGN KEY (boss) REFERENCES notes (id);\n';
  const waits = plain.replace(';', ' DEFERRABLE;');
  const migrations = (taken: string, later: string) => ({
    '1_a': table + waits,
    '2_b': taken,
    '3_c': later,
  });
  const project = (taken: string, later: string) => ({
    migrations: migrations(taken, later),
    schema: 'model notes {\n  id Int @id\n  boss Int?\n}',
    settled: ['1_a', '2_b', '3_c'],
  });
  // As Prisma makes a table anew.
  const anew = `DROP TABLE "notes";\n${table}${plain}`;

  it('is missed though a plain one has its name', async () => {
    const found = await linesOf(project(anew, 'SELECT 1;\n'));
    assert.equal(found.length, 1);
    assert.match(String(found[0]), /drop-protected-constraint: .*notes_boss/);
  });

  it('is missed so too where drift-ignore.json lists it and somebody dropped it by its name', async () => {
    const driftIgnore = JSON.stringify({
      protectedObjects: [{ kind: 'deferrable', name: 'notes_boss', table: 'notes' }],
    });
    const drop = `ALTER TABLE notes DROP CONSTRAINT notes_boss;\n${plain}`;
    assert.equal((await linesOf({ ...project(drop, 'SELECT 1;\n'), driftIgnore })).length, 1);
  });

  it('is not missed where it can wait again', async () => {
    assert.deepEqual(
      await linesOf(project(anew, 'ALTER TABLE notes ALTER CONSTRAINT notes_boss DEFERRABLE;\n')),
      [],
    );
  });

  it('is protected as it was, in the place of the plain one', async () => {
    const opened = await ReplayedProject.open(sourceOf(project(anew, 'SELECT 1;\n')), loadGrammar);
    const { objects } = await findProtected(opened);
    assert.deepEqual(
      objects.map(({ name, record }) => [name, record?.mode]),
      [['notes_boss', 'usual']],
    );
  });
});
