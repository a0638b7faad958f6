import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Ledger } from '../../../src/core/ledger/ledger';
import type { CatalogueTable } from '../../../src/core/database/tables';
import { loadGrammar } from '../../../src/core/sql/grammar';
import { sha256 } from '../../../src/adapters/files/sha256';
import type { CatalogueReader } from '../../../src/workflows/database';
import { inspect } from '../../../src/workflows/inspect';
import { lintProject } from '../../../src/workflows/lint';
import type { LintSource } from '../../../src/workflows/lint-source';
import { planMigration } from '../../../src/workflows/migrate-plan';
import { predict } from '../../../src/workflows/predict';
import { openEachOnce } from '../../../src/workflows/replayed-project';
import { planRestores, writeRestores } from '../../../src/workflows/restore-plan';
import { readStatus } from '../../../src/workflows/status';
import { sourceOf } from '../../helpers/lint-migration';
import { openLinter } from '../../helpers/open-linter';

const others = 60;
const target = { environment: 'local' };
const made = 'CREATE TABLE notes (id text, body text);\nCREATE INDEX by_body ON notes (lower(body));\n';
const drop = '-- DropIndex\nDROP INDEX "by_body";\n';

/** A history in which all but a few migrations are nothing to look at twice. */
const migrations = Object.fromEntries([
  ['2025_000', made],
  ...Array.from({ length: others }, (_, number) => [
    `2025_${String(number + 1).padStart(3, '0')}`,
    `CREATE TABLE t${number} (id text);\n`,
  ]),
  ['2026_000', drop],
]) as Record<string, string>;

/** A database in which nothing was ever done. */
const empty: CatalogueReader = {
  ...{ location: 'localhost:5432/app', schema: 'public', isLocal: true },
  readRows: () => Promise.resolve(undefined),
  readPrisma8: () => Promise.resolve(undefined),
  readIndexes: () => Promise.resolve([]),
  readObjects: () => Promise.resolve([]),
  readTables: () => Promise.resolve([]),
  readTableParts: () => assert.fail('nobody asks for parts'),
  readExtensions: () => Promise.resolve([]),
  readUntrained: () => Promise.resolve([]),
  readRelationNames: () => Promise.resolve([]),
};

/** How often the whole history was replayed while that ran; a ledger's session ends behind each migration. */
async function replays(run: () => Promise<unknown>): Promise<number> {
  const session = mock.method(Ledger.prototype, 'endSession');
  try {
    await run();
  } finally {
    session.mock.restore();
  }
  return Math.floor(session.mock.callCount() / others);
}

describe('a history', () => {
  const source = sourceOf({ migrations, settled: [] });

  // Catches a command that opens its project anew for a part of its work.
  const commands: Readonly<Record<string, () => Promise<unknown>>> = {
    lint: () => lintProject(source),
    status: () => readStatus(openEachOnce(loadGrammar)(source), 'local', empty, sha256),
    inspect: () =>
      inspect(openEachOnce(loadGrammar)(source), 'local', empty, {
        ...{ table: undefined, sha256, findCode: () => assert.fail('there is no vector index') },
      }),
    predict: async () =>
      predict(await openEachOnce(loadGrammar)(source), {
        ...{ command: 'migrate dev', from: 'history', sql: 'DROP TABLE t1;\n' },
      }),
    'restore, with a migration that is written': async () => {
      const replayed = openEachOnce(loadGrammar);
      const tables: readonly CatalogueTable[] = [
        { schema: 'public', name: 'notes', kind: 'table', estimatedRows: 1, bytes: 1, indexBytes: 0 },
      ];
      const database = { ...empty, readTables: () => Promise.resolve(tables) };
      const wishes = { names: [], mayDrop: () => Promise.resolve(false), sha256 };
      const report = await planRestores(replayed(source), target, database, wishes);
      const written = await writeRestores(await replayed(source), report, {
        ...{ label: 'again', now: Date.UTC(2026, 5), fileOf: (name: string) => `/p/${name}`, target },
      });
      assert.match(written.migrations[0]?.text ?? '', /CREATE INDEX/);
      assert.deepEqual(written.findings, []);
    },
    'migrate, with the status before and after': async () => {
      const replayed = openEachOnce(loadGrammar);
      const status = await readStatus(replayed(source), 'local', empty, sha256);
      const plan = await planMigration(await replayed(source), status, {
        isShared: false,
        target,
        readLive: () => Promise.resolve({ catalogue: [], ownSchema: 'public' }),
      });
      assert.equal(plan.pending.length, others + 2);
      await readStatus(replayed(source), 'local', empty, sha256);
    },
  };
  for (const [command, run] of Object.entries(commands)) {
    it(`is replayed once by ${command}`, async () => {
      assert.equal(await replays(run), 1);
    });
  }

  it('is replayed once, beside the one of the base, where a migration of the base was edited', async () => {
    const settled = sourceOf({ migrations, settled: Object.keys(migrations) });
    const before = { name: '2025_000', file: '/p/x', text: `${made}CREATE INDEX gone ON notes (id);\n` };
    const edited: LintSource = {
      ...settled,
      history: settled.history && {
        ...settled.history,
        changedSinceBase: () => Promise.resolve([before]),
      },
    };
    const count = await replays(async () => {
      const { findings } = await lintProject(edited);
      assert.ok(findings.some(({ rule }) => rule === 'edited-settled-migration'));
    });
    assert.equal(count, 2);
  });

  it('can be followed by new migrations, as if it had been read with them', async () => {
    const added = [
      {
        name: '2026_001',
        file: '/p/2026_001',
        text: made.replace('CREATE TABLE', 'CREATE TABLE IF NOT EXISTS'),
      },
      { name: '2026_002', file: '/p/2026_002', text: drop },
    ];
    const { replayed } = await openLinter(source);
    const followed = await replayed.followedBy(added);
    const { replayed: whole } = await openLinter({ ...source, migrations: [...source.migrations, ...added] });
    const facts = ({ replayed: history }: typeof whole) => ({
      end: history.endLedger().allIndexes(),
      events: history.eventsAt(others + 3),
      madeAgain: history.madeAfter({ schema: 'public', name: 'by_body' }, others + 1)?.origin.migration,
      before: history.ledgerBefore(others + 3).allIndexes(),
    });
    assert.deepEqual(facts(followed), facts(whole));
    assert.equal(facts(replayed).madeAgain, undefined);
  });
});

describe('the rest of a history behind another text', () => {
  // What comes behind needs PostgreSQL's grammar only where this index is still there.
  it('is replayed with the grammar, also where the history as it is needs none', async () => {
    const { lintText } = await openLinter(
      sourceOf({
        migrations: {
          '1_a': `${made}CREATE INDEX other ON notes (upper(body));\n`,
          '2_b': '-- DropIndex\nDROP INDEX "by_body";\n\n-- DropIndex\nDROP INDEX "other";\n',
          '3_c': 'DROP EXTENSION vector;\n',
        },
        settled: ['1_a', '2_b', '3_c'],
      }),
    );
    const findings = await lintText({
      ...{ name: '2_b', file: '/p/2_b' },
      text: '-- DropIndex\nDROP INDEX "other";\n',
    });
    assert.deepEqual(
      findings.map(({ rule, index }) => [rule, index]),
      [['drop-protected-index', 'other']],
    );
  });
});
