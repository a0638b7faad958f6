import assert from 'node:assert/strict';
import type { Finding } from '../../../src/core/linter/findings/finding';
import type { CleanMigration } from '../../../src/workflows/clean-migration';
import type { MigrationFile } from '../../../src/workflows/lint-source';
import type { Rehearsal, Trial } from '../../../src/workflows/rehearsal';
import {
  finish,
  isReady,
  safeMigrate,
  type DraftedMigration,
  type Drafting,
  type SafeMigratePorts,
} from '../../../src/workflows/safe-migrate';
import { aFinding } from '../cli/commands/lint/reports';

const failure = {
  migration: { name: '2_b', file: 'b', text: '' },
  ...{ message: 'no', range: undefined, offset: undefined, extension: undefined },
} as unknown as Extract<Trial, { readonly kind: 'refused' }>['failure'];

const trials = {
  kept: { kind: 'kept', migrations: 1, indexes: 1, objects: 0 },
  lost: { kind: 'lost', names: ['idx_a'] },
  refused: { kind: 'refused', failure },
  untried: { kind: 'untried', reason: 'PostGIS is missing.' },
} as const satisfies Record<Trial['kind'], Trial>;

describe('whether a migration can be applied as it is', () => {
  const suppressed = { reason: 'r', kind: 'source' } as const;

  // Mutations: isReady without the trial, without the severities, or with what is suppressed.
  for (const [what, findings, trial, expected] of [
    ['nothing found, nothing tried', [], undefined, true],
    ['nothing found, all kept', [], trials.kept, true],
    ['an index lost that lint has not seen', [], trials.lost, false],
    ['refused by PostgreSQL', [], trials.refused, false],
    ['not tried for want of an extension', [], trials.untried, true],
    ['an error', [aFinding({ severity: 'error' })], trials.kept, false],
    ['an error that is suppressed', [aFinding({ severity: 'error', suppressed })], trials.kept, true],
    ['a warning', [aFinding({ severity: 'warning' })], trials.kept, true],
  ] as const satisfies readonly (readonly [string, readonly Finding[], Trial | undefined, boolean])[]) {
    it(`${what}: ${expected ? 'yes' : 'no'}`, () => assert.equal(isReady({ findings }, trial), expected));
  }
});

interface Situation {
  /** What cleaning leaves of a draft. */
  readonly clean?: Partial<CleanMigration>;
  readonly trial?: Trial;
  readonly byDev?: Drafting;
  readonly byDiff?: DraftedMigration | undefined;
  readonly names?: string[];
}

function portsFor({ clean, trial = trials.kept, byDev, byDiff, names = [] }: Situation) {
  const written: MigrationFile[] = [];
  const events: string[] = [];
  const rehearsal: Rehearsal = {
    driftOf: () => [],
    tryOut: () => Promise.resolve(trial),
    close: () => Promise.resolve(),
  };
  const ports: SafeMigratePorts = {
    look: () => assert.fail('there is no database'),
    readSnapshot: undefined,
    rehearse: () => Promise.resolve(rehearsal),
    checkDrift: () => assert.fail('nothing has drifted'),
    draftByDev: () => Promise.resolve(byDev ?? assert.fail('Prisma is not to see the database')),
    draftByDiff: () => Promise.resolve(byDiff),
    nameFor: (label, drafted) => (drafted === '' ? `9_${label}` : drafted),
    fileOf: (name) => `/p/${name}/migration.sql`,
    clean: (drafted) =>
      Promise.resolve({
        migration: drafted,
        keptBack: [],
        broughtBack: [],
        findings: [],
        hasStatements: true,
        ...clean,
      }),
    write: (migration) => void written.push(migration),
    askName: () => Promise.resolve(names.shift() ?? assert.fail('nobody may be asked')),
    report: ({ kind }) => void events.push(kind),
  };
  return { ports, written, events };
}

const draft: DraftedMigration = { name: '', sql: 'ALTER TABLE a ADD COLUMN b INT;\n' };

describe('what becomes of what Prisma wants', () => {
  // Mutations: finish that writes what has no statements left; that tries though that is not wanted; that asks for a name
  // where there is nothing to name.
  for (const [what, given, label, situation, verify, kind, files] of [
    ['is written where it loses nothing', draft, 'next', {}, true, 'written', ['9_next']],
    ['is nothing where Prisma wants nothing', undefined, 'next', {}, true, 'no-change', []],
    [
      'is nothing where all was kept back',
      draft,
      'next',
      { clean: { hasStatements: false } },
      true,
      'no-change',
      [],
    ],
    [
      'is written, but not ready, where an index would be lost',
      draft,
      'next',
      { trial: trials.lost },
      true,
      'not-ready',
      ['9_next'],
    ],
    [
      'is not tried where that is not wanted',
      draft,
      'next',
      { trial: trials.lost },
      false,
      'written',
      ['9_next'],
    ],
    [
      'gets its name when it is known that there is one to name',
      draft,
      undefined,
      { names: ['Later'] },
      true,
      'written',
      ['9_later'],
    ],
    ['needs no name where there is nothing to name', undefined, undefined, {}, true, 'no-change', []],
  ] as const) {
    it(what, async () => {
      const { ports, written } = portsFor(situation as Situation);
      const made = await finish(given, label, { verify }, ports);
      assert.deepEqual([made.kind, written.map(({ name }) => name)], [kind, files]);
    });
  }
});

describe('safe-migrate without a database', () => {
  const facts = {
    source: { migrations: [], emptyFolders: [] },
    ...{ environment: undefined, withoutDatabase: undefined, driftCheck: true },
    commands: { environment: 'local' },
  };
  const request = { name: 'next', namesLater: false, verify: false };

  it('makes the migration from the files alone, and asks nobody who has said the name', async () => {
    const { ports, written, events } = portsFor({ byDiff: draft });
    assert.equal((await safeMigrate(request, facts, ports)).kind, 'written');
    assert.deepEqual(written, [{ name: '9_next', file: '/p/9_next/migration.sql', text: draft.sql }]);
    assert.deepEqual(events, ['asking-database', 'idle', 'comparing', 'idle', 'linting']);
  });

  // Mutation: a name that is asked for only at the end.
  it('asks for the name at once; dev asks when there is a migration to name', async () => {
    const unnamed = { ...request, name: undefined };
    const asked = portsFor({ names: ['first'] });
    assert.equal((await safeMigrate(unnamed, facts, asked.ports)).kind, 'no-change');
    const later = portsFor({});
    assert.equal((await safeMigrate({ ...unnamed, namesLater: true }, facts, later.ports)).kind, 'no-change');
  });
});

describe('safe-migrate with a database', () => {
  const environment = {
    ...{ name: 'local', production: false, from: 'the test' },
    url: { location: 'localhost:5432/app' },
  } as never;
  const facts = {
    source: { migrations: [], emptyFolders: [] },
    ...{ environment, withoutDatabase: undefined, driftCheck: false },
    commands: { environment: 'local' },
  };
  const empty = {
    hasTables: false,
    status: {
      root: '/p',
      environment: 'local',
      location: 'x',
      hasTable: false,
      migrations: [],
      protectedIndexes: [],
      protectedObjects: [],
    },
  };
  const request = { name: 'next', namesLater: false, verify: false };
  const run = async (situation: Situation) => {
    const { ports, written, events } = portsFor(situation);
    const outcome = await safeMigrate(request, facts, { ...ports, look: () => Promise.resolve(empty) });
    return { outcome, written, events };
  };

  // Mutations: a refusal by Prisma that is taken for a migration; warnings that get lost.
  it('takes what Prisma writes, and nothing where it wants to reset or fails', async () => {
    const made = await run({ byDev: { kind: 'drafted', draft: { name: '5_next', sql: 'SELECT 1;\n' } } });
    assert.deepEqual([made.outcome.kind, made.written.map(({ name }) => name)], ['written', ['5_next']]);
    for (const [byDev, kind] of [
      [{ kind: 'wants-reset' }, 'wants-reset'],
      [{ kind: 'failed', how: 'it crashed.' }, 'prisma-failed'],
    ] as const) {
      const { outcome, written } = await run({ byDev });
      assert.deepEqual([outcome.kind, written], [kind, []]);
    }
  });

  it('takes over warnings to which nobody can agree here', async () => {
    const byDev: Drafting = { kind: 'asks', warnings: ['It drops */ a column.'] };
    const { outcome, written, events } = await run({ byDev, byDiff: draft });
    assert.equal(outcome.kind, 'written');
    assert.equal(written[0]?.text, `/*\n  Warnings:\n\n  - It drops * / a column.\n\n*/\n${draft.sql}`);
    assert.ok(events.includes('prisma-asks'));
  });
});
