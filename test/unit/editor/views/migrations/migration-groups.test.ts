import assert from 'node:assert/strict';
import { needsAttention } from '../../../../../src/core/status/migration-status';
import type { KnownMigration } from '../../../../../src/editor/databases/known-state';
import type { KnownFinding } from '../../../../../src/editor/findings/known-finding';
import { hasProblem, migrationRows, splitName } from '../../../../../src/editor/views/tree/migration-row';
import {
  firstPages,
  groupMigrations,
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

function rows(known: readonly KnownMigration[]) {
  return migrationRows(known, [], () => []);
}

function finding(file: string, severity: KnownFinding['severity']): KnownFinding {
  const start = { line: 3, character: 11 };
  return { file, severity, span: { start, end: start }, message: 'Drops x.', related: [] };
}

describe('the groups of migrations', () => {
  it('are, of what no database was asked about, what is dangerous, the drafts and what is merged', () => {
    const inFiles = ['1', '2', '3', '4', '5'].map((name) => ({
      ...{ name, file: name === '5' ? null : `file:///${name}`, isSettled: Number(name) < 3 },
    }));
    const dangers = new Map([
      ['file:///1', [finding('file:///1', 'info')]],
      ['file:///2', [finding('file:///2', 'warning')]],
      ['file:///4', [finding('file:///4', 'hint'), finding('file:///4', 'error')]],
    ]);
    const groups = groupMigrations(migrationRows([], inFiles, (file) => dangers.get(file) ?? []));
    assert.deepEqual(
      groups.map(({ kind, rows }) => `${kind}: ${rows.map(({ name }) => name).join(' ')}`),
      ['attention: 5 4 2', 'draft: 3', 'merged: 1'],
    );
  });

  it('have a pending migration with a dangerous statement among what needs attention, and what is new behind', () => {
    const known = [migration('1', 'pending', { file: 'file:///1' }), migration('2', 'pending')];
    const inFiles = [
      { name: '1', file: 'file:///1', isSettled: false },
      { name: '3', file: 'file:///3', isSettled: false },
    ];
    const groups = groupMigrations(
      migrationRows(known, inFiles, (file) => (file === 'file:///1' ? [finding(file, 'error')] : [])),
    );
    assert.deepEqual(
      groups.map(({ kind, rows }) => `${kind}: ${rows.map(({ name }) => name).join(' ')}`),
      ['attention: 1', 'pending: 2', 'draft: 3'],
    );
  });

  it('name a migration without the time that it begins with', () => {
    assert.deepEqual(splitName('20260301120000_add_tags'), { title: 'add_tags', day: '2026-03-01' });
    for (const name of ['0_init', '0001_a', '20260301120000', 'add_tags']) {
      assert.deepEqual(splitName(name), { title: name, day: undefined });
    }
  });

  it('are what needs attention, what is pending, and what is applied with the newest first', () => {
    const groups = groupMigrations(
      rows([
        migration('1', 'applied'),
        migration('2', 'drifted'),
        migration('3', 'marked'),
        migration('4', 'missing'),
        migration('5', 'pending', { outOfOrder: true }),
        migration('6', 'applied', { stray: true }),
        migration('7', 'pending'),
        migration('8', 'rolled-back'),
      ]),
    );
    assert.deepEqual(
      groups.map(({ kind, rows }) => `${kind}: ${rows.map(({ name }) => name).join(' ')}`),
      ['attention: 6 5 4 2', 'pending: 7 8', 'applied: 3 1'],
    );
  });

  it('count what needs attention as they group it', () => {
    const wanted = (['failed', 'drifted', 'missing', 'empty'] as const).map((state) => migration('x', state));
    assert.ok(rows(wanted).every(hasProblem));
    const fine = (['applied', 'marked', 'pending', 'rolled-back'] as const).map((state) =>
      migration('x', state),
    );
    assert.ok(!rows(fine).some(hasProblem));
  });

  it('are shown by pages', () => {
    const many = Array.from({ length: 5_000 }, (_, number) => migration(String(number), 'applied'));
    const [group] = groupMigrations(rows(many));
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
