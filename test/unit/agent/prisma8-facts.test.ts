import assert from 'node:assert/strict';
import type { MigrationStanding } from '../../../src/core/reports/status';
import type { ProjectStatus } from '../../../src/agent/tools/project-standing';
import { factsOf } from '../../../src/agent/tools/status-facts';

function migration(name: string, state: MigrationStanding['state']): MigrationStanding {
  return {
    ...{ name, state, needsAttention: state !== 'applied', file: `migrations/app/${name}/ops.json` },
    ...{ startedAt: null, finishedAt: null, rolledBackAt: null, checksum: null, logs: null, attempts: 1 },
    ...{ outOfOrder: false, uncommitted: false, where: null, stray: false, lostIndexes: [] },
  };
}

/** A project of Prisma 8 with one protected index that its database lacks. */
function project(...migrations: readonly MigrationStanding[]): ProjectStatus {
  return {
    ...{ root: '.', migrationsFolder: 'migrations/app', environment: 'local', place: 'localhost/app' },
    ...{
      hasMigrationsTable: true,
      migrations: [...migrations],
      protectedObjects: [],
      unread: [],
      notices: [],
    },
    protectedIndexes: [
      {
        ...{ schema: 'public', name: 'notes_e', table: 'notes', state: 'missing', differences: [] },
        ...{ listed: false, madeIn: '1_init', definition: null, createStatement: null, method: 'hnsw' },
        ...{ declared: false, origin: null, droppedBy: null },
      },
    ],
    prisma8: { place: 'before', marker: 'a', contract: 'b', updates: 0, hasOlder: false },
  };
}

describe('what an agent is told of a project of Prisma 8', () => {
  it('names nothing that does not work there', () => {
    const facts = factsOf(
      project(migration('1_init', 'drifted'), migration('2_next', 'pending'), migration('3_gone', 'missing')),
      {},
      true,
    );
    assert.deepEqual(
      facts.map(({ sentence }) => sentence),
      [
        '3_gone is missing.',
        'Applied with another hash than their files have: 1_init.',
        'Still to be applied: 2_next. They drop nothing protected.',
        'Protected, and not as it should be: notes_e.',
      ],
    );
    assert.doesNotMatch(
      JSON.stringify(facts),
      /fix_drift|"restore"|migration-guard migrate|migrate dev|migrate deploy|migration\.sql/,
    );
  });
});
