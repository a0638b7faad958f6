import assert from 'node:assert/strict';
import { needsAttention } from '../../../../../src/core/status/migration-status';
import type { KnownMigration } from '../../../../../src/editor/databases/known-state';
import {
  firstPages,
  groupMigrations,
  hasProblem,
  pageSize,
} from '../../../../../src/editor/views/migrations/migration-groups';

function migration(
  name: string,
  state: KnownMigration['state'],
  more: Partial<KnownMigration> = {},
): KnownMigration {
  const { outOfOrder = false, stray = false } = more;
  return {
    ...{ name, state, file: null, verdict: undefined, appliedText: undefined, logs: null, where: null },
    ...{ startedAt: null, finishedAt: null, rolledBackAt: null, checksum: null, fileChecksum: undefined },
    ...{ attempts: 1, uncommitted: false, needsAttention: needsAttention({ state, outOfOrder, stray }) },
    ...{ outOfOrder, stray, lostIndexes: [] },
    ...more,
  };
}

describe('the groups of migrations', () => {
  it('are what needs attention, what is pending, and what is applied with the newest first', () => {
    const groups = groupMigrations([
      migration('1', 'applied'),
      migration('2', 'drifted'),
      migration('3', 'marked'),
      migration('4', 'missing'),
      migration('5', 'pending', { outOfOrder: true }),
      migration('6', 'applied', { stray: true }),
      migration('7', 'pending'),
      migration('8', 'rolled-back'),
    ]);
    assert.deepEqual(
      groups.map(({ kind, migrations }) => `${kind}: ${migrations.map(({ name }) => name).join(' ')}`),
      ['attention: 6 5 4 2', 'pending: 7 8', 'applied: 3 1'],
    );
  });

  it('count what needs attention as they group it', () => {
    const wanted = (['failed', 'drifted', 'missing', 'empty'] as const).map((state) => migration('x', state));
    assert.ok(wanted.every(hasProblem));
    const fine = (['applied', 'marked', 'pending', 'rolled-back'] as const).map((state) =>
      migration('x', state),
    );
    assert.ok(!fine.some(hasProblem));
  });

  it('are shown by pages', () => {
    const many = Array.from({ length: 5_000 }, (_, number) => migration(String(number), 'applied'));
    const [group] = groupMigrations(many);
    assert.ok(group);
    const first = firstPages(group, 1);
    assert.equal(first.shown.length, pageSize);
    assert.equal(first.shown[0]?.name, '4999');
    assert.equal(first.left, 5_000 - pageSize);
    const all = firstPages(group, 25);
    assert.equal(all.shown.length, 5_000);
    assert.equal(all.left, 0);
  });
});
