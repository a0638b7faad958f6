import assert from 'node:assert/strict';
import type { Edit } from '../../../../../src/core/edits';
import { applyEdits } from '../../../../../src/core/edits';
import { combineFixes } from '../../../../../src/core/linter/fixes/combine';

const edit = (start: number, end: number, newText: string): Edit => ({ range: { start, end }, newText });

describe('applying edits', () => {
  it('goes by the places in the text as it was, in any order', () => {
    assert.equal(applyEdits('abcdef', [edit(4, 5, ''), edit(0, 1, 'AAA'), edit(2, 2, '-')]), 'AAAb-cdf');
  });

  it('keeps the order of what is inserted at one place', () => {
    assert.equal(applyEdits('ab', [edit(1, 1, 'x'), edit(1, 1, 'y'), edit(1, 2, 'z')]), 'axyz');
    assert.equal(applyEdits('', [edit(0, 0, '1'), edit(0, 0, '2')]), '12');
  });

  it('refuses what overlaps or lies outside', () => {
    assert.throws(() => applyEdits('abc', [edit(0, 2, ''), edit(1, 3, '')]), RangeError);
    assert.throws(() => applyEdits('abc', [edit(2, 4, '')]), RangeError);
    assert.throws(() => applyEdits('abc', [edit(2, 1, '')]), RangeError);
    assert.throws(() => applyEdits('abc', [edit(-1, 1, '')]), RangeError);
  });
});

describe('combining fixes', () => {
  const fix = (file: string, ...edits: Edit[]) => ({ edits: [{ file, edits }] });

  it('takes those that do not touch, whole, and leaves the others for another round', () => {
    const first = fix('f', edit(0, 2, ''), edit(8, 9, ''));
    const touching = fix('f', edit(2, 3, ''), edit(20, 21, ''));
    const apart = fix('f', edit(4, 5, ''));
    const elsewhere = fix('g', edit(0, 2, ''));
    const { taken, edits } = combineFixes([first, touching, apart, elsewhere]);
    assert.deepEqual(taken, [first, apart, elsewhere]);
    assert.deepEqual(edits, [
      { file: 'f', edits: [edit(0, 2, ''), edit(8, 9, ''), edit(4, 5, '')] },
      { file: 'g', edits: [edit(0, 2, '')] },
    ]);
  });
});
