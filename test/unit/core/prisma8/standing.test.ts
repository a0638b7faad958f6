import assert from 'node:assert/strict';
import type { LedgerEntry } from '../../../../src/core/prisma8/ledger';
import type { MigrationEdge } from '../../../../src/core/prisma8/migration-graph';
import { standingOf, type SpaceFacts } from '../../../../src/core/prisma8/standing';

function edge(name: string, from: string | undefined, to: string): MigrationEdge {
  return { name, from, to, createdAt: `2026-01-0${name.length}T00:00:00.000Z`, hash: `hash of ${name}` };
}

const entry = (one: MigrationEdge, changed: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...{ id: one.name, space: 'app', migration: one.name, hash: one.hash, from: one.from, to: one.to },
  ...{ appliedAt: '2026-02-01T00:00:00.000Z', ...changed },
});

const update = (from: string | undefined, to: string): LedgerEntry => ({
  ...{ id: to, space: 'app', migration: undefined, hash: to, from, to },
  appliedAt: '2026-02-01T00:00:00.000Z',
});

const init = edge('a', undefined, 'A');
const more = edge('bb', 'A', 'B');
const back = edge('ccc', 'B', 'A');

/** The place, then each migration with its state; a star for what lies behind the database. */
function told(facts: Partial<SpaceFacts>): string[] {
  const { place, migrations, missing, updates } = standingOf({
    ...{ edges: [init, more], contract: 'B', marker: undefined, ledger: [], ...facts },
  });
  return [
    place,
    ...migrations.map(({ edge: { name }, state, isBehind }) => `${name} ${state}${isBehind ? '*' : ''}`),
    ...missing.map(({ migration }) => `missing ${migration ?? '?'}`),
    ...(updates > 0 ? [`updates ${updates}`] : []),
  ];
}

describe('core/prisma8/standing', () => {
  const cases: readonly [string, Partial<SpaceFacts>, readonly string[]][] = [
    ['a database in which nothing was done', {}, ['empty', 'a pending', 'bb pending']],
    [
      'all applied',
      { marker: 'B', ledger: [entry(init), entry(more)] },
      ['there', 'a applied*', 'bb applied*'],
    ],
    ['a part applied', { marker: 'A', ledger: [entry(init)] }, ['before', 'a applied*', 'bb pending']],
    [
      'another hash than the files have',
      { marker: 'A', ledger: [entry(init, { hash: 'other' })] },
      ['before', 'a drifted*', 'bb pending'],
    ],
    [
      'a folder that was renamed',
      { marker: 'A', ledger: [entry(init, { migration: 'old' })] },
      ['before', 'a applied*', 'bb pending'],
    ],
    [
      'one that is not in the folder',
      { marker: 'B', ledger: [entry(init), entry(more), entry(edge('gone', 'A', 'B'))] },
      ['there', 'a applied*', 'bb applied*', 'missing gone'],
    ],
    [
      'brought by db update to where the first migration leads',
      { marker: 'A', ledger: [update(undefined, 'A')] },
      ['before', 'a not-needed*', 'bb pending', 'updates 1'],
    ],
    [
      'brought by db update to a contract that no migration knows',
      { marker: 'X', ledger: [entry(init), update('A', 'X')] },
      ['elsewhere', 'a applied*', 'bb not-needed', 'updates 1'],
    ],
    [
      'a contract to which no migration leads yet',
      { contract: 'C', marker: 'A', ledger: [entry(init)] },
      ['unplanned', 'a applied*', 'bb pending'],
    ],
    [
      'a way back that was taken: what it took back is to be applied again',
      {
        edges: [init, more, back],
        marker: 'A',
        ledger: [entry(init), entry(more), entry(back)],
      },
      ['before', 'a applied*', 'bb pending', 'ccc applied'],
    ],
    [
      'a way back that was taken to stay',
      {
        ...{ edges: [init, more, back], contract: 'A', marker: 'A' },
        ledger: [entry(init), entry(more), entry(back)],
      },
      ['there', 'a applied*', 'bb applied', 'ccc applied'],
    ],
    [
      'the other of two branches',
      {
        edges: [init, more, edge('cc', 'A', 'C')],
        contract: 'C',
        marker: 'B',
        ledger: [entry(init), entry(more)],
      },
      ['apart', 'a applied*', 'bb applied*', 'cc not-needed'],
    ],
    [
      'no emitted contract',
      { contract: undefined, marker: 'A', ledger: [entry(init)] },
      ['no-contract', 'a applied*', 'bb pending'],
    ],
    [
      'an older ledger, which knows no names, and hashes with the name of their algorithm',
      {
        edges: [init, { ...more, from: 'sha256:A', to: 'sha256:B' }],
        ...{ contract: 'sha256:B', marker: 'sha256:A' },
        ledger: [entry(init, { migration: undefined, hash: undefined, to: 'sha256:A' })],
      },
      ['before', 'a applied*', 'bb pending'],
    ],
  ];
  for (const [title, facts, expected] of cases) {
    it(`tells of ${title}`, () => {
      assert.deepEqual(told(facts), expected);
    });
  }
});
