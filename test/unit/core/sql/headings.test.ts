import assert from 'node:assert/strict';
import { commentText, headingOf, isUnderHeading } from '../../../../src/core/sql/headings';
import { keptComment, staysComment } from '../../../../src/core/sql/substitute-comments';
import { readScript } from '../../../../src/core/sql/statements';

/** For each statement whether the heading `-- DropIndex` covers it. */
function covered(text: string, heading = 'DropIndex'): boolean[] {
  const { statements } = readScript(text);
  return statements.map((statement) => headingOf(text, statements, statement, heading) !== undefined);
}

/** For each statement whether Prisma wrote it, as an AlterTable or in a block of its own. */
function written(text: string): boolean[] {
  const { statements } = readScript(text);
  return statements.map((statement) => isUnderHeading(text, statements, statement, 'AlterTable'));
}

const block = '-- AlterEnum\nBEGIN;\nCREATE TYPE a;\nALTER TABLE t;\nDROP TYPE b;\nCOMMIT;\n';

describe("Prisma's block", () => {
  it('is written as a whole, from its heading to COMMIT', () => {
    assert.deepEqual(written(`${block}ALTER TABLE u;`), [true, true, true, true, true, false]);
    assert.deepEqual(written(block.replace('-- AlterEnum\n', '')), [false, false, false, false, false]);
    assert.deepEqual(written(block.replace('AlterEnum', 'AlterTable')).slice(2), [false, false, false]);
  });

  it("ends at a person's comment, and at a statement that Prisma does not write there", () => {
    assert.deepEqual(written(block.replace('ALTER', '-- by hand\nALTER')), [true, true, false, false, false]);
    assert.deepEqual(written(block.replace('ALTER', 'UPDATE t;\nALTER')).slice(2, 4), [false, false]);
  });

  it('has no statement that makes or drops an index', () => {
    const { statements } = readScript(block.replace('ALTER TABLE t', 'DROP INDEX i'));
    const asked = statements.map((one) => isUnderHeading(block, statements, one, 'DropIndex'));
    assert.deepEqual(asked, [false, false, false, false, false]);
  });
});

describe("Prisma's heading", () => {
  it('covers the statement below it', () => {
    assert.deepEqual(covered('-- DropIndex\nDROP INDEX a;\n'), [true]);
    assert.deepEqual(covered('--DropIndex \r\n\r\nDROP INDEX a;'), [true]);
    assert.deepEqual(covered('-- DropIndex\n-- it is slow\nDROP INDEX a;'), [true]);
    assert.deepEqual(covered('DROP INDEX a;'), [false]);
  });

  it('may be followed by more words', () => {
    for (const more of [' a', ': not in the schema', ' (Prisma does not know it)', '.', ' "a"']) {
      assert.deepEqual(covered(`-- DropIndex${more}\nDROP INDEX a;`), [true], more);
    }
  });

  it('must begin a line of its own', () => {
    assert.deepEqual(covered('-- dropindex\nDROP INDEX a;'), [false]);
    assert.deepEqual(covered('-- DropIndexes\nDROP INDEX a;'), [false]);
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
