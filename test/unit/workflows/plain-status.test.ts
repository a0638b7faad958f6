import assert from 'node:assert/strict';
import { sha256 } from '../../../src/adapters/files/sha256';
import { statusJson } from '../../../src/workflows/status-json';
import { loadGrammar } from '../../../src/core/sql/grammar';
import type { LintSource } from '../../../src/workflows/lint-source';
import { plainStatus } from '../../../src/workflows/plain-status';
import { ReplayedProject } from '../../../src/workflows/replayed-project';
import { readStatus, type StatusReport } from '../../../src/workflows/status';
import { aRow } from '../cli/commands/fix-drift/drifted';

const sql = `CREATE TABLE "a" ("id" INT, "b" INT);\nCREATE INDEX "a_b" ON "a" ("b") WHERE "b" > 0;\n`;

/** A project with one migration that is applied, one that failed, and one index that only drift-ignore.json knows. */
async function report(): Promise<StatusReport> {
  const file = (name: string): string => `/app/prisma/migrations/${name}/migration.sql`;
  const migrations = { '1_a': sql, '2_b': 'SELECT 1;\n' };
  const source: LintSource = {
    ...{ root: '/app', schema: [], config: undefined, lockProvider: undefined, history: undefined },
    ...{ driftIgnoreFile: '/app/prisma/drift-ignore.json' },
    driftIgnore: {
      file: '/app/prisma/drift-ignore.json',
      text: '{ "protectedIndexes": [{ "name": "c" }] }',
    },
    prisma: { version: '7.10.0', source: 'installed' },
    migrations: Object.entries(migrations).map(([name, text]) => ({ name, text, file: file(name) })),
  };
  return readStatus(
    ReplayedProject.open(source, loadGrammar),
    'local',
    {
      location: 'localhost:5432/app',
      schema: 'public',
      isLocal: true,
      readRows: () =>
        Promise.resolve([
          aRow('1_a', sha256(sql)),
          { ...aRow('2_b', 'x'), finishedAt: undefined, logs: 'it broke\noff' },
        ]),
      readIndexes: () => Promise.resolve([]),
      readObjects: () => Promise.resolve([]),
    },
    sha256,
  );
}

describe('a status as plain data', () => {
  it('is what --json prints, and the same behind a thread and in a memory', async () => {
    const plain = plainStatus(await report(), (file) => file.replace('/app/', ''));
    assert.deepEqual(structuredClone(plain), plain);
    assert.deepEqual(JSON.parse(JSON.stringify(plain)), plain);
    const gaps = { unread: [{ file: '/app/a', reason: 'permission denied' }], notices: ['A notice.'] };
    const printed = statusJson([{ ...(await report()), ...gaps }], (file) => file.replace('/app/', ''));
    assert.deepEqual(printed, {
      version: 1,
      projects: [{ ...plain, ...gaps, unread: [{ file: 'a', reason: 'permission denied' }] }],
    });
  });

  it('gives for each migration and each index what is documented', async () => {
    const { migrations, protectedIndexes } = plainStatus(await report(), (file) => file);
    const [applied, failed] = migrations;
    assert.deepEqual(
      { ...failed, startedAt: typeof failed?.startedAt },
      {
        ...{ name: '2_b', state: 'failed', needsAttention: true },
        file: '/app/prisma/migrations/2_b/migration.sql',
        ...{
          startedAt: 'string',
          finishedAt: null,
          rolledBackAt: null,
          checksum: 'x',
          logs: 'it broke\noff',
        },
        ...{ attempts: 1, outOfOrder: false, uncommitted: false, where: null, stray: false, lostIndexes: [] },
      },
    );
    assert.equal(new Date(applied?.finishedAt ?? '').toISOString(), applied?.finishedAt);
    const start = sql.indexOf('CREATE INDEX');
    assert.deepEqual(protectedIndexes, [
      {
        ...{ schema: 'public', name: 'a_b', table: 'a', state: 'missing', differences: [], listed: false },
        ...{ madeIn: '1_a', definition: null },
        createStatement: 'CREATE INDEX "a_b" ON "a" ("b") WHERE "b" > 0',
        ...{ method: 'btree', declared: false },
        origin: {
          ...{ migration: '1_a', file: '/app/prisma/migrations/1_a/migration.sql' },
          ...{ start, end: start + 'CREATE INDEX "a_b" ON "a" ("b") WHERE "b" > 0'.length },
        },
        droppedBy: null,
      },
      {
        ...{ schema: null, name: 'c', table: null, state: 'missing', differences: [], listed: true },
        ...{ madeIn: null, definition: null, createStatement: null },
        ...{ method: null, declared: false, origin: null, droppedBy: null },
      },
    ]);
  });
});
