import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { sha256Hex } from '../../../src/core/sha256';

const wanted = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('SHA-256 in plain JavaScript', () => {
  it('is what node computes, of texts of every length to beyond two blocks', () => {
    for (let length = 0; length < 140; length++) {
      const text = 'aé😀'.repeat(length).slice(0, length);
      assert.equal(sha256Hex(text), wanted(text), `of ${length}`);
    }
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
        assert.equal(sha256Hex(text), wanted(text));
      }),
    );
  });
});
