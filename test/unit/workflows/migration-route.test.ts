import assert from 'node:assert/strict';
import { refusalSentences } from '../../../src/cli/commands/safe-migrate/messages';
import type { SchemaSnapshot } from '../../../src/core/database/schema-snapshot';
import type { SchemaDifference } from '../../../src/core/drift/schema-diff';
import { DatabaseUrl } from '../../../src/core/environment/database-url';
import { HumanError } from '../../../src/core/human-error';
import type { AppliedState } from '../../../src/core/status/migration-status';
import type { Environment } from '../../../src/workflows/environment';
import {
  chooseRoute,
  type DatabaseLook,
  type MigrationRoute,
  type RouteFacts,
  type RoutePorts,
} from '../../../src/workflows/migration-route';

const url = DatabaseUrl.parse('postgresql://me:s3cret@localhost/app', 'the test');
const local: Environment = { name: 'local', url, production: false, remoteHosts: [], from: 'the test' };
const migration = { name: '1_a', file: '/p/1_a/migration.sql', text: 'SELECT 1;' };

const usual: RouteFacts = {
  source: { migrations: [migration], emptyFolders: [] },
  ...{ environment: local, withoutDatabase: undefined, driftCheck: true },
  commands: { environment: 'local' },
};

function look(state: AppliedState, more: Partial<DatabaseLook> & { hasTable?: boolean } = {}): DatabaseLook {
  const { hasTable = true, hasTables = true } = more;
  return {
    hasTables,
    status: {
      ...{ root: '/p', environment: 'local', location: url.location, hasTable },
      ...{ protectedIndexes: [], protectedObjects: [] },
      migrations: [
        {
          ...{ name: '1_a', state, file: migration.file, row: undefined, attempts: 1 },
          ...{ outOfOrder: false, uncommitted: false, stray: false },
        },
      ],
    },
  };
}

const live: SchemaSnapshot = { serverVersion: 180000, ownSchema: 'public', objects: [] };

const unexpected: SchemaDifference = {
  kind: 'unexpected',
  object: { type: 'index', schema: 'public', table: 'notes', name: 'idx_b', facts: {} },
  parts: [],
};

const neverAsked: RoutePorts = {
  look: () => assert.fail('nobody may ask the database'),
  readSnapshot: () => assert.fail('nobody may read the schema'),
  rehearse: () => assert.fail('nobody may replay the history'),
};

function answering(seen: DatabaseLook, differences: SchemaDifference[] | undefined = []): RoutePorts {
  return {
    look: () => Promise.resolve(seen),
    readSnapshot: () => Promise.resolve(live),
    rehearse: () =>
      Promise.resolve({
        driftOf: () => differences,
        tryOut: () => assert.fail('nothing is tried yet'),
        close: () => Promise.resolve(),
      }),
  };
}

describe('the way in which safe-migrate has a migration made', () => {
  // Mutations: chooseRoute without one of its questions, or with two of them in another order.
  for (const [what, facts, ports, expected] of [
    [
      'is none on production, whatever else is the matter',
      { environment: { ...local, production: true }, source: { migrations: [], emptyFolders: ['2_b'] } },
      neverAsked,
      'refused: production',
    ],
    [
      'is none where a folder is empty',
      { source: { migrations: [migration], emptyFolders: ['2_b'] } },
      neverAsked,
      'refused: empty-folders',
    ],
    ['is apart where the person wants no database', { environment: undefined }, neverAsked, 'apart'],
    [
      'is apart where there is no database, and says why',
      { environment: undefined, withoutDatabase: 'There is none.' },
      neverAsked,
      'apart: There is none.',
    ],
    [
      'is apart where the database gives no answer',
      {},
      { ...neverAsked, look: () => Promise.reject(new HumanError('It is down.')) },
      'apart: It is down.',
    ],
    ['is with the database where all is applied', {}, answering(look('applied')), 'with-database'],
    [
      'is apart where something is pending',
      {},
      answering(look('pending')),
      'apart: A migration is not applied to localhost:5432/app yet, and Prisma would do that first.',
    ],
    [
      'is apart where tables are there that no migration made',
      { source: { migrations: [], emptyFolders: [] } },
      answering({
        ...look('applied', { hasTable: false }),
        status: { ...look('applied').status, hasTable: false, migrations: [] },
      }),
      'apart: localhost:5432/app has tables that no migration made, and Prisma would want to reset it.',
    ],
    ['is none where one has failed', {}, answering(look('failed')), 'refused: blocked'],
    ['is none where a file was edited', {}, answering(look('drifted')), 'drifted'],
    ['is none where a file is missing', {}, answering(look('missing')), 'drifted'],
    [
      'is none where the schema has drifted',
      {},
      answering(look('applied'), [unexpected]),
      'refused: schema-drift',
    ],
    [
      'is left to Prisma where nobody wants the schema compared',
      { driftCheck: false },
      { ...answering(look('applied')), readSnapshot: neverAsked.readSnapshot, rehearse: neverAsked.rehearse },
      'with-database',
    ],
    [
      'is left to Prisma where it compares only a part of the schema',
      {},
      { ...answering(look('applied')), readSnapshot: undefined, rehearse: neverAsked.rehearse },
      'with-database',
    ],
    [
      'is left to Prisma where the history cannot be replayed here',
      {},
      {
        ...answering(look('applied')),
        rehearse: async () => ({
          ...(await answering(look('applied')).rehearse()),
          driftOf: () => undefined,
        }),
      },
      'with-database',
    ],
  ] as const satisfies readonly (readonly [string, Partial<RouteFacts>, RoutePorts, string])[]) {
    it(what, async () => {
      assert.equal(summaryOf(await chooseRoute({ ...usual, ...facts }, ports)), expected);
    });
  }

  it('lets a fault of our own through', async () => {
    const look = () => Promise.reject(new TypeError('x is undefined'));
    await assert.rejects(chooseRoute(usual, { ...neverAsked, look }), TypeError);
  });
});

function summaryOf(route: MigrationRoute): string {
  if (route.kind === 'refused') return `refused: ${route.refusal.kind}`;
  return route.kind === 'apart' && route.because !== undefined ? `apart: ${route.because}` : route.kind;
}

describe('why safe-migrate makes no migration', () => {
  it('names five differences at most, and what to do about them', () => {
    const differences = Array.from({ length: 7 }, () => unexpected);
    const sentences = refusalSentences({ kind: 'schema-drift', differences }, local, usual.commands);
    assert.equal(sentences.length, 7);
    assert.equal(sentences[0], 'localhost:5432/app has the index idx_b of notes, which no migration makes.');
    assert.equal(sentences[5], 'And 2 more.');
    assert.match(sentences[6] ?? '', /migration-guard check-drift --schema shows what to do/);
  });
});
