import assert from 'node:assert/strict';
import { LayeredSets } from '../../../../src/core/ledger/layered-sets';

const members = (sets: LayeredSets<string, number>, key: string): number[] => [...(sets.get(key) ?? [])];

describe('Layered sets', () => {
  // Catches a fork that does not forget which sets are its own.
  it('change in one copy only, also where the copied one goes on', () => {
    const first = new LayeredSets<string, number>();
    first.add('a', 1);
    first.add('a', 2);
    const second = first.fork();
    first.add('a', 3);
    second.remove('a', 1);
    second.add('a', 4);
    const third = second.fork();
    third.remove('a', 2);
    assert.deepEqual(members(first, 'a'), [1, 2, 3]);
    assert.deepEqual(members(second, 'a'), [2, 4]);
    assert.deepEqual(members(third, 'a'), [4]);
  });

  it('keep the order, and put what was taken out and added again at the end', () => {
    const sets = new LayeredSets<string, number>();
    for (const value of [3, 1, 2, 1]) sets.add('a', value);
    sets.remove('a', 3);
    sets.add('a', 3);
    assert.deepEqual(members(sets, 'a'), [1, 2, 3]);
  });

  it('have none for a key without members, nor for none at all', () => {
    const sets = new LayeredSets<string, number>();
    sets.add('a', 1);
    sets.remove('a', 1);
    sets.remove('a', 1);
    sets.add(undefined, 1);
    sets.remove(undefined, 1);
    assert.equal(sets.get('a'), undefined);
  });
});
