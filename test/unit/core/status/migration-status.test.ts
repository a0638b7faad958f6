import assert from 'node:assert/strict';
import type { MigrationRow } from '../../../../src/core/database/migration-row';
import {
  migrationStatuses,
  needsAttention,
  type StatusFacts,
} from '../../../../src/core/status/migration-status';

let minute = 0;

function row(name: string, state: 'applied' | 'marked' | 'failed' | 'rolled back'): MigrationRow {
  const startedAt = `2026-01-01T00:${String(minute++).padStart(2, '0')}:00.000Z`;
  const end = state === 'marked' ? startedAt : startedAt.replace('.000Z', '.900Z');
  return {
    ...{ id: `${name}-${minute}`, name, checksum: name, startedAt, logs: undefined },
    finishedAt: state === 'applied' || state === 'marked' ? end : undefined,
    rolledBackAt: state === 'rolled back' ? end : undefined,
    appliedSteps: state === 'applied' ? 1 : 0,
  };
}

/** `name: state, remarks` of each migration; a name with ! is a folder without migration.sql. */
function lines(
  names: readonly string[],
  rows: readonly MigrationRow[],
  facts: Partial<StatusFacts> = {},
): string[] {
  const statuses = migrationStatuses({
    migrations: names.map((name) => ({
      name: name.replace('!', ''),
      file: name.endsWith('!') ? undefined : `/app/${name}/migration.sql`,
    })),
    rows,
    accepts: () => true,
    ...{ committed: undefined, isShared: false },
    inOrder: (all) => [...all].sort(),
    ...facts,
  });
  return statuses.map((status) => {
    const remarks = [
      status.outOfOrder && 'out of order',
      status.uncommitted && 'uncommitted',
      status.attempts > 1 && `attempt ${status.attempts}`,
      needsAttention(status) && 'attention',
    ].filter(Boolean);
    return [`${status.name}: ${status.state}`, ...remarks].join(', ');
  });
}

describe('the state of migrations', () => {
  it('is given once for each, in order, with the database’s own ones among them', () => {
    assert.deepEqual(
      lines(['1', '2', '4!', '5'], [row('3', 'applied'), row('1', 'applied'), row('2', 'marked')]),
      ['1: applied', '2: marked', '3: missing, attention', '4: empty, attention', '5: pending, attention'],
    );
  });

  it('follows attempts: a failure stays until it is resolved, and a retry counts', () => {
    assert.deepEqual(lines(['1'], [row('1', 'failed')]), ['1: failed, attention']);
    assert.deepEqual(lines(['1'], [row('1', 'rolled back')]), ['1: rolled-back, attention']);
    assert.deepEqual(lines(['1'], [row('1', 'rolled back'), row('1', 'applied')]), ['1: applied, attempt 2']);
    assert.deepEqual(lines(['1'], [row('1', 'rolled back'), row('1', 'failed')]), [
      '1: failed, attempt 2, attention',
    ]);
  });

  it('leaves out what only another checkout tried in vain', () => {
    assert.deepEqual(lines(['1'], [row('1', 'applied'), row('2', 'rolled back')]), ['1: applied']);
    assert.deepEqual(lines([], [row('2', 'failed')]), ['2: failed, attention']);
  });

  it('reports drift only if the row was applied', () => {
    const accepts = (): boolean => false;
    assert.deepEqual(lines(['1', '2', '3'], [row('1', 'applied'), row('2', 'failed')], { accepts }), [
      '1: drifted, attention',
      '2: failed, attention',
      '3: pending, attention',
    ]);
  });

  it('reports what comes before something that is already applied', () => {
    assert.deepEqual(lines(['1', '2', '3'], [row('2', 'applied')]), [
      '1: pending, out of order, attention',
      '2: applied',
      '3: pending, attention',
    ]);
  });

  it('reports what is applied but not committed, if git knows', () => {
    const rows = [row('1', 'applied'), row('2', 'applied')];
    assert.deepEqual(lines(['1', '2'], rows, { committed: new Set(['1']) }), [
      '1: applied',
      '2: applied, uncommitted',
    ]);
    assert.deepEqual(lines(['1', '2', '3'], rows, { committed: new Set(['1']), isShared: true }), [
      '1: applied',
      '2: applied, uncommitted, attention',
      '3: pending, uncommitted, attention',
    ]);
  });
});
