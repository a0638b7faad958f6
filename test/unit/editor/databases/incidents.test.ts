import assert from 'node:assert/strict';
import { Incidents } from '../../../../src/editor/databases/incidents';
import type { KnownIndex, KnownState } from '../../../../src/editor/databases/known-state';

type Drop = Pick<NonNullable<KnownIndex['droppedBy']>, 'migration' | 'intent'>;

function index(name: string, by?: string | Drop, state: KnownIndex['state'] = 'missing'): KnownIndex {
  const drop = typeof by === 'string' ? { migration: by, intent: 'generated' as const } : by;
  return {
    ...{ schema: 'public', name, table: 't', state, differences: [], listed: false, madeIn: '1_init' },
    ...{ definition: null, createStatement: null, method: 'btree', declared: false, origin: null },
    droppedBy: drop
      ? { ...drop, file: 'file:///p/m', start: 0, end: 1, appliedAt: '2026-03-01T12:00:00.000Z' }
      : null,
  };
}

const present = (name: string): KnownIndex => index(name, undefined, 'present');

function answer(protectedIndexes: readonly KnownIndex[], more: Partial<KnownState> = {}): KnownState {
  return {
    ...{ root: 'file:///p', migrationsFolder: 'file:///p/m', environment: 'local', place: 'here' },
    ...{ production: false, isLocal: true, hasMigrationsTable: true, migrations: [], askedAt: 7 },
    protectedIndexes,
    protectedObjects: [],
    ...more,
  };
}

/** What is told of each answer: `2_drop: a, b`. */
function setUp(memory = new Map<string, unknown>()) {
  const incidents = new Incidents({
    get: (key) => memory.get(key),
    update: (key, value) => Promise.resolve(void memory.set(key, structuredClone(value))),
  });
  const told = (...given: Parameters<typeof answer>): string[] =>
    incidents.newIn(answer(...given)).map(({ migration, indexes }) => `${migration}: ${indexes.join(', ')}`);
  return { told, memory };
}

describe('indexes that a migration has taken away', () => {
  it('are told once, all that one migration took together', () => {
    const { told } = setUp();
    const lost = [index('a', '2_drop'), index('b', '2_drop'), index('c', '3_drop'), present('d')];
    assert.deepEqual(told([present('a'), present('b')]), []);
    assert.deepEqual(told(lost), ['2_drop: a, b', '3_drop: c']);
    assert.deepEqual(told(lost), []);
    assert.deepEqual(told([...lost, index('e', '3_drop')]), ['3_drop: e']);
  });

  // Mutation: what has been told lives as long as the window.
  it('are not told again after a reload, whatever was remembered', () => {
    const { told, memory } = setUp();
    told([index('a', '2_drop')]);
    assert.deepEqual(setUp(memory).told([index('a', '2_drop')]), []);
    for (const key of memory.keys()) memory.set(key, { not: 'ours' });
    assert.deepEqual(setUp(memory).told([index('a', '2_drop')]), ['2_drop: a']);
  });

  // Mutation: forgotten as soon as an answer does not name the migration.
  it('are not told again on the way back from a branch that lacks the migration', () => {
    const { told } = setUp();
    told([index('a', '2_drop')]);
    assert.deepEqual(told([index('a')]), []);
    assert.deepEqual(told([]), []);
    assert.deepEqual(told([index('a', '2_drop')]), []);
  });

  it('are told again when they were put back and taken away once more, over a reload too', () => {
    const { told, memory } = setUp();
    told([index('a', '2_drop'), index('ab', '2_drop')]);
    told([present('a'), index('ab', '2_drop')]);
    assert.deepEqual(setUp(memory).told([index('a', '2_drop'), index('ab', '2_drop')]), ['2_drop: a']);
  });

  it('are told by project and environment', () => {
    const { told } = setUp();
    const lost = [index('a', '2_drop')];
    told(lost);
    assert.deepEqual(told(lost, { environment: 'dev' }), ['2_drop: a']);
    assert.deepEqual(told(lost, { root: 'file:///q' }), ['2_drop: a']);
  });

  it('are not told where somebody wanted it, or nobody knows who did it', () => {
    assert.deepEqual(
      setUp().told([index('a', { migration: '2_drop', intent: 'deliberate' }), index('b')]),
      [],
    );
  });
});
