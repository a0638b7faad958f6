import assert from 'node:assert/strict';
import { countOf, readFailOn, usualFailOn } from '../../../../../src/cli/commands/status/fail-on';
import {
  attentionKinds,
  type AppliedState,
  type MigrationStatus,
} from '../../../../../src/core/status/migration-status';

function statusOf(state: AppliedState, more: Partial<MigrationStatus> = {}): MigrationStatus {
  return {
    ...{ name: '1_a', state, file: undefined, row: undefined, attempts: 1 },
    ...{ outOfOrder: false, uncommitted: false, stray: false },
    ...more,
  };
}

describe('status --fail-on', () => {
  const states: [status: MigrationStatus, kind: string | undefined][] = [
    [statusOf('applied'), undefined],
    [statusOf('marked'), undefined],
    [statusOf('squashed', { unmarked: [] }), undefined],
    [statusOf('pending'), 'pending'],
    [statusOf('rolled-back'), 'pending'],
    [statusOf('pending', { outOfOrder: true }), 'pending'],
    [statusOf('failed'), 'failed'],
    [statusOf('empty'), 'failed'],
    [statusOf('drifted'), 'drifted'],
    [statusOf('missing'), 'drifted'],
    [statusOf('squashed', { unmarked: ['0_init'] }), 'drifted'],
    [statusOf('applied', { stray: true }), 'drifted'],
  ];
  for (const [status, kind] of states) {
    it(`${status.state}${status.stray ? ', stray' : ''}${status.unmarked ? `, ${status.unmarked.length} unmarked` : ''} is ${kind ?? 'nothing'}`, () => {
      const counting = attentionKinds.filter(
        (one) =>
          countOf({ migrations: [status], protectedIndexes: [], protectedObjects: [] }, readFailOn(one)) ===
          1,
      );
      assert.deepEqual(counting, kind === undefined ? [] : [kind]);
    });
  }

  it('is all but pending where nobody says anything, and reads names with commas', () => {
    assert.deepEqual([...usualFailOn], ['lost', 'failed', 'drifted']);
    assert.deepEqual([...readFailOn('Pending, lost')], ['pending', 'lost']);
    assert.deepEqual([...readFailOn('never')], []);
    for (const wrong of ['', 'gone', 'lost,', 'never,lost'])
      assert.throws(() => readFailOn(wrong), /lost, failed/);
  });

  it('counts a protected index or object that is not as it should be, and a schema that differs', () => {
    const index = { index: { name: 'a' }, state: 'missing', live: undefined, differences: [] } as never;
    const report = {
      migrations: [],
      protectedIndexes: [index, { ...(index as object), state: 'pending' } as never],
      protectedObjects: ['missing', 'different', 'pending', 'present'].map((state) => ({ state }) as never),
    };
    assert.equal(countOf(report, readFailOn('lost')), 3);
    const schema = { differences: [{}], failure: undefined } as never;
    assert.equal(countOf({ ...report, schema }, readFailOn('drifted')), 1);
  });
});
