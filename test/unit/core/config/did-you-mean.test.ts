import assert from 'node:assert/strict';
import { didYouMean, didYouMeanAny, nearest, nearWords } from '../../../../src/core/did-you-mean';

const known = ['drop-protected-index', 'drop-unknown-index', 'rules', 'off'];

describe('a word that was probably meant', () => {
  it('is found where letters are missing, doubled, wrong or swapped, and in either case', () => {
    for (const typed of [
      'drop-protected-idnex',
      'drop-protectedindex',
      'Drop-Protected-Index',
      'drop-protectet-index',
    ])
      assert.equal(nearest(typed, known), 'drop-protected-index');
    assert.equal(nearest('rule', known), 'rules');
  });

  it('is the nearest one', () => {
    assert.equal(nearest('drop-unkown-index', known), 'drop-unknown-index');
  });

  it('is not made up', () => {
    assert.equal(nearest('environments', known), undefined);
    assert.equal(nearest('x'.repeat(1e6), known), undefined);
    assert.equal(didYouMean('paths', known), '');
  });

  it('may be one of several, the nearest first', () => {
    const tables = ['memories', 'memory_tags', 'users', 'memory'];
    assert.deepEqual(nearWords('memorys', tables), ['memory', 'memories']);
    assert.equal(didYouMeanAny(['memorys'], tables), ' Did you mean memory, or memories?');
    assert.equal(didYouMeanAny(['xyz'], tables), '');
  });
});
