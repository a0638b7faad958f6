import assert from 'node:assert/strict';
import { sha256 } from '../../../src/adapters/files/sha256';
import type { CatalogueIndex } from '../../../src/core/database/catalogue';
import type { MigrationRow } from '../../../src/core/database/migration-row';
import { loadGrammar } from '../../../src/core/sql/grammar';
import { checkDrift } from '../../../src/workflows/check-drift';
import type { LintSource } from '../../../src/workflows/lint-source';
import { ReplayedProject } from '../../../src/workflows/replayed-project';
import { readStatus } from '../../../src/workflows/status';
import { sourceOf } from '../../helpers/lint-migration';
import { aRow } from '../cli/commands/fix-drift/drifted';

const table = 'CREATE TABLE notes (id int, body text);\n';
const index = 'CREATE INDEX by_body ON notes (lower(body));\n';
const live: CatalogueIndex = {
  ...{ schema: 'public', table: 'notes', name: 'by_body' },
  definition: 'CREATE INDEX by_body ON public.notes USING btree (lower(body))',
  ...{ isValid: true, isOfConstraint: false, collations: [null], bytes: 1, scans: 0 },
} as unknown as CatalogueIndex;

interface Situation {
  readonly migrations: Readonly<Record<string, string>>;
  readonly rows: readonly MigrationRow[];
  readonly archive?: Partial<NonNullable<LintSource['archive']>>;
  readonly catalogue?: readonly CatalogueIndex[];
}

function askedAs({ migrations, rows, archive, catalogue = [live] }: Situation) {
  const source: LintSource = {
    ...sourceOf({ migrations, schema: 'model notes {\n  id Int @id\n}\n' }),
    archive: archive && {
      findTexts: () => Promise.resolve(new Map()),
      whereIs: () => Promise.resolve(new Map()),
      broughtIn: () => Promise.resolve(new Map()),
      committedText: () => Promise.resolve(undefined),
      ...archive,
    },
  };
  const database = {
    ...{ location: 'localhost:5432/app', schema: 'public', isLocal: true },
    readRows: () => Promise.resolve(rows),
    readIndexes: () => Promise.resolve(catalogue),
    readObjects: () => Promise.resolve([]),
  };
  return {
    status: () => readStatus(ReplayedProject.open(source, loadGrammar), 'local', database, sha256),
    drift: () => checkDrift(source, 'local', database, { sha256 }),
  };
}

const rowOf = (name: string, text: string): MigrationRow => aRow(name, sha256(text));
const failed = (name: string, text: string, logs?: string): MigrationRow => ({
  ...rowOf(name, text),
  finishedAt: undefined,
  logs,
});

describe('a protected index of a migration that was edited after it was applied', () => {
  const applied = table + index;
  const migrations = { '1_init': applied.replace('lower(body)', 'upper(body)') };
  const rows = [rowOf('1_init', applied)];

  // Mutation: comparing with what the file says now.
  it('is compared with what was applied, if that is known', async () => {
    const text = {
      text: applied,
      location: { kind: 'commit', path: 'x', commit: 'abc', ref: undefined },
    } as const;
    const archive = { findTexts: () => Promise.resolve(new Map([[sha256(applied), text]])) };
    const { migrations: states, protectedIndexes } = await askedAs({ migrations, rows, archive }).status();
    assert.deepEqual(
      states.map(({ state }) => state),
      ['drifted'],
    );
    assert.deepEqual(
      protectedIndexes.map(({ state }) => state),
      ['present'],
    );
  });

  it('may be right, if nobody knows what was applied', async () => {
    const { protectedIndexes } = await askedAs({ migrations, rows }).status();
    assert.deepEqual(
      protectedIndexes.map(({ state, editedIn }) => [state, editedIn]),
      [['different', '1_init']],
    );
  });
});

describe('a migration that has failed', () => {
  const leftOf = async (text: string, row: MigrationRow) =>
    (await askedAs({ migrations: { '1_a': text }, rows: [row] }).status()).migrations[0]?.left;

  it('is undone as a whole, or maybe not', async () => {
    assert.equal(await leftOf('SELECT 1;', failed('1_a', 'SELECT 1;', 'ERROR: x')), 'undone');
    assert.equal(await leftOf('SELECT 1;', failed('1_a', 'SELECT 1;')), 'all-or-nothing');
    assert.equal(await leftOf('BEGIN;', failed('1_a', 'BEGIN;', 'ERROR: x')), 'unknown');
    assert.equal(await leftOf('SELECT 2;', failed('1_a', 'SELECT 1;', 'ERROR: x')), undefined);
  });
});

describe('an index that a failed migration makes', () => {
  it('is still to come, and not missing', async () => {
    const { protectedIndexes } = await askedAs({
      migrations: { '1_init': table, '2_index': index },
      rows: [rowOf('1_init', table), failed('2_index', index, 'ERROR: x')],
      catalogue: [],
    }).status();
    assert.deepEqual(
      protectedIndexes.map(({ state }) => state),
      ['pending'],
    );
  });
});

describe('a folder that was renamed and not committed', () => {
  it('is told as renamed, by status and by check-drift', async () => {
    const where = { kind: 'head', path: 'prisma/migrations/1_a/migration.sql' } as const;
    const archive = { whereIs: () => Promise.resolve(new Map([['1_a', where]])) };
    const asked = askedAs({ migrations: { '1_b': table }, rows: [rowOf('1_a', table)], archive });
    const wanted = { kind: 'renamed-here', to: '1_b' };
    assert.deepEqual((await asked.status()).migrations.find(({ name }) => name === '1_a')?.where, wanted);
    assert.deepEqual((await asked.drift()).missing[0]?.where, wanted);
  });
});

describe('a database in which no row belongs to this history', () => {
  const rows = [rowOf('1_other', 'SELECT 1;'), rowOf('2_other', 'SELECT 2;')];

  it('is refused in one sentence, by status and by check-drift', async () => {
    const asked = askedAs({ migrations: { '1_a': table, '2_b': index }, rows });
    const message = /^None of the 2 migrations that localhost:5432\/app has applied belongs to this project/;
    await assert.rejects(asked.status(), { message });
    await assert.rejects(asked.drift(), { message });
  });

  it('is not one whose migrations git knows, nor one whose folders were all renamed, nor an empty one', async () => {
    const where = { kind: 'squashed', commit: 'abc', into: ['1_a'] } as const;
    const archive = { whereIs: () => Promise.resolve(new Map([['1_other', where]])) };
    await askedAs({ migrations: { '1_a': table }, rows, archive }).status();
    await askedAs({ migrations: { '1_a': 'SELECT 1;' }, rows }).status();
    await askedAs({ migrations: { '1_a': table }, rows: [] }).status();
  });
});
