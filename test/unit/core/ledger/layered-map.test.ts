import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LayeredMap } from '../../../../src/core/ledger/layered-map';

type Change = { readonly key: string; readonly value: number | undefined } | 'fork' | 'swap';

const keys = fc.nat(60).map((n) => `key ${n}`);
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 20, arbitrary: fc.record({ key: keys, value: fc.option(fc.nat(), { nil: undefined }) }) },
  { weight: 2, arbitrary: fc.constant('fork' as const) },
  { weight: 1, arbitrary: fc.constant('swap' as const) },
);

describe('A layered map', () => {
  it('is a map, and so is each of its copies, whatever is done to the others', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 300, size: 'max' }), (changes) => {
        const copies = [{ layered: new LayeredMap<string, number>(), plain: new Map<string, number>() }];
        let current = copies[0]!;
        for (const one of changes) {
          if (one === 'fork') {
            copies.push(current);
            current = { layered: current.layered.fork(), plain: new Map(current.plain) };
          } else if (one === 'swap') {
            copies.push(current);
            current = copies.shift() ?? current;
          } else if (one.value === undefined) {
            current.layered.delete(one.key);
            current.plain.delete(one.key);
          } else {
            current.layered.set(one.key, one.value);
            current.plain.set(one.key, one.value);
          }
        }
        for (const { layered, plain } of [...copies, current]) {
          const values = layered.values();
          assert.deepEqual(new Map(layered.keys().map((key, at) => [key, values[at]])), plain);
          for (let n = 0; n <= 60; n++) {
            assert.equal(layered.get(`key ${n}`), plain.get(`key ${n}`));
            assert.equal(layered.has(`key ${n}`), plain.has(`key ${n}`));
          }
        }
      }),
    );
  });
});
