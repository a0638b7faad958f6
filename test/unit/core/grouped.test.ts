import assert from 'node:assert/strict';
import { grouped } from '../../../src/core/grouped';

describe('a whole number with its thousands apart', () => {
  for (const [count, english, german] of [
    [0, '0', '0'],
    [999, '999', '999'],
    [1_000, '1,000', '1.000'],
    [-1_234, '-1,234', '-1.234'],
    [999_999.5, '1,000,000', '1.000.000'],
  ] as const) {
    it(`is ${english}, in German ${german}`, () => {
      assert.deepEqual([grouped(count), grouped(count, 'de-AT')], [english, german]);
    });
  }
});
