import assert from 'node:assert/strict';
import { commentText, headingOf } from '../../../../src/core/sql/headings';
import { keptComment, staysComment } from '../../../../src/core/sql/substitute-comments';
import { readScript } from '../../../../src/core/sql/statements';

/** For each statement whether the heading `-- DropIndex` covers it. */
function covered(text: string, heading = 'DropIndex'): boolean[] {
  const { statements } = readScript(text);
  return statements.map((statement) => headingOf(text, statements, statement, heading) !== undefined);
}

describe("Prisma's heading", () => {
  it('covers the statement below it', () => {
    assert.deepEqual(covered('-- DropIndex\nDROP INDEX a;\n'), [true]);
    assert.deepEqual(covered('--DropIndex \r\n\r\nDROP INDEX a;'), [true]);
    assert.deepEqual(covered('-- DropIndex\n-- it is slow\nDROP INDEX a;'), [true]);
    assert.deepEqual(covered('DROP INDEX a;'), [false]);
  });

  it('must be a line of its own with nothing else in it', () => {
    assert.deepEqual(covered('-- dropindex\nDROP INDEX a;'), [false]);
    assert.deepEqual(covered('-- DropIndex a\nDROP INDEX a;'), [false]);
    assert.deepEqual(covered('/* DropIndex */ DROP INDEX a;'), [false]);
    assert.deepEqual(covered('SELECT 1; -- DropIndex\nDROP INDEX a;'), [false, false]);
    assert.deepEqual(covered('-- CreateIndex\nDROP INDEX a;'), [false]);
  });

  it('may cover several statements of one kind', () => {
    assert.deepEqual(covered('-- DropIndex\nDROP INDEX a;\nDROP INDEX b; -- too\n\nDROP INDEX c;'), [
      true,
      true,
      true,
    ]);
  });

  it("ends at another kind of statement and at a person's comment", () => {
    assert.deepEqual(covered('-- DropIndex\nDROP INDEX a;\nSELECT 1;\nDROP INDEX b;'), [true, false, false]);
    assert.deepEqual(
      covered('-- DropIndex\nDROP INDEX a;\n-- no longer needed\nDROP INDEX b;\nDROP INDEX c;'),
      [true, false, false],
    );
  });

  const kept = keptComment('b', ', as ever');
  const stays = staysComment('b');

  it('goes past a comment that stands for a statement of the same kind', () => {
    assert.deepEqual(covered(`-- DropIndex\nDROP INDEX a;\n${kept}\nDROP INDEX c;`), [true, true]);
    assert.deepEqual(covered(`-- DropIndex\n${kept}\nDROP INDEX b;`), [true]);
    assert.deepEqual(covered(`-- CreateIndex\n${stays}\nCREATE INDEX b ON t (x);`, 'CreateIndex'), [true]);
  });

  it('ends at one that stands for a statement of another kind', () => {
    assert.deepEqual(covered(`-- DropIndex\nDROP INDEX a;\n${stays}\nDROP INDEX c;`), [true, false]);
    const create = `-- CreateIndex\nCREATE INDEX a ON t (x);\n${kept}\nCREATE INDEX b ON t (x);`;
    assert.deepEqual(covered(create, 'CreateIndex'), [true, false]);
  });

  it("does not reach past one to a statement that has a person's comment", () => {
    assert.deepEqual(covered(`-- DropIndex\n${kept}\n-- by hand\nDROP INDEX b;`), [false]);
    assert.deepEqual(covered(`-- DropIndex\n-- by hand\n${kept}\nDROP INDEX b;`), [true]);
  });

  it('goes past suppressions, but not past the comment above what we made again', () => {
    assert.deepEqual(covered('-- DropIndex\nDROP INDEX a;\n-- migration-guard-ignore x: y\nDROP INDEX b;'), [
      true,
      true,
    ]);
    const again =
      '-- CreateIndex\nCREATE INDEX a ON t (x);\n-- migration-guard: make "b" again\nCREATE INDEX b ON t (x);';
    assert.deepEqual(covered(again, 'CreateIndex'), [true, false]);
  });

  it('is read without a pass over the file for each statement', () => {
    const text = 'DROP INDEX a;\n'.repeat(20_000);
    assert.deepEqual(new Set(covered(text)), new Set([false]));
  });
});

describe("a comment's text", () => {
  it('lacks its marks', () => {
    for (const text of ['--a b', '--  a b \n', '/*a b*/', '/* a b */']) {
      assert.equal(commentText(text, readScript(text).comments[0]!), 'a b');
    }
  });
});
