import assert from 'node:assert/strict';
import fc from 'fast-check';
import { VersionedMap } from '../../../../src/core/ledger/versioned-map';

describe('a map that never changes', () => {
  // Catches a `with` that changes the map itself, and changes that get lost where they become part of the base.
  it('holds what a map would hold that is copied before each change, as does each one before it', () => {
    const change = fc.record({ key: fc.nat(60), value: fc.option(fc.string(), { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 300 }), (changes) => {
        let map = VersionedMap.of<number, string>([]);
        let expected = new Map<number, string>();
        const versions = [{ map, expected }];
        for (const { key, value } of changes) {
          expected = new Map(expected);
          if (value === undefined) expected.delete(key);
          else expected.set(key, value);
          map = value === undefined ? map.without(key) : map.with(key, value);
          versions.push({ map, expected });
        }
        for (const version of versions) {
          assert.deepEqual(new Map(version.map), version.expected);
          assert.equal(version.map.isEmpty, version.expected.size === 0);
          for (let key = 0; key <= 60; key++) assert.equal(version.map.get(key), version.expected.get(key));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('keeps the order of its keys when they get other values', () => {
    const map = VersionedMap.of<string, string>([
      ['a', '1'],
      ['b', '2'],
    ]);
    assert.deepEqual(
      [...map.with('c', '3').with('a', '4')],
      [
        ['a', '4'],
        ['b', '2'],
        ['c', '3'],
      ],
    );
  });
});
