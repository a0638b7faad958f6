import assert from 'node:assert/strict';
import type { MigrationRow } from '../../../src/core/database/migration-row';
import { sha256 } from '../../../src/adapters/files/sha256';
import type { Whereabouts } from '../../../src/core/status/whereabouts';
import { checkDrift, hasDrift, type DriftReport } from '../../../src/workflows/check-drift';
import type { LintSource } from '../../../src/workflows/lint-source';
import type { MigrationArchive, WantedText } from '../../../src/workflows/migration-archive';
import { aRow } from '../cli/commands/fix-drift/drifted';

const location = { kind: 'commit', path: 'x', commit: 'abc', ref: undefined } as const;

interface Situation {
  /** Texts by migration. */
  readonly files: Readonly<Record<string, string>>;
  readonly rows: readonly MigrationRow[] | undefined;
  /** What git has; undefined without git. */
  readonly git?: readonly string[] | undefined;
  readonly only?: ReadonlySet<string>;
  readonly whereabouts?: Whereabouts;
  readonly source?: Partial<LintSource>;
}

async function report(situation: Situation): Promise<DriftReport & { readonly asked: string[] }> {
  const { files, rows, git, only, whereabouts = { kind: 'removed', commit: 'abc' } } = situation;
  const asked: string[] = [];
  const archive: MigrationArchive | undefined = git && {
    findTexts: (wanted: readonly WantedText[]) => {
      asked.push(...wanted.map(({ name }) => name));
      return Promise.resolve(new Map(git.map((text) => [sha256(text), { text, location }])));
    },
    whereIs: (names) => Promise.resolve(new Map(names.map((name) => [name, whereabouts]))),
    broughtIn: () => Promise.resolve(new Map()),
    committedText: () => Promise.resolve(undefined),
  };
  const source: LintSource = {
    ...{ root: '/app', schema: [], driftIgnore: undefined, driftIgnoreFile: 'x', config: undefined },
    ...{ lockProvider: undefined, history: undefined, archive },
    prisma: { version: '7.10.0', source: 'installed' },
    migrations: Object.entries(files).map(([name, text]) => ({ name, text, file: `/app/${name}` })),
    ...situation.source,
  };
  const database = {
    location: 'localhost:5432/app',
    schema: 'public',
    isLocal: true,
    readRows: () => Promise.resolve(rows),
    readIndexes: () => assert.fail('nobody asks for indexes'),
    readObjects: () => assert.fail('nobody asks for objects'),
  };
  return { ...(await checkDrift(source, 'local', database, { sha256, only })), asked };
}

const verdicts = ({ drifted }: DriftReport): string[] =>
  drifted.map(({ name, verdict }) => `${name} ${verdict.kind}`);

describe('drift', () => {
  const files = {
    '1_a': 'SELECT 1;',
    '2_b': '-- two\nSELECT 2;',
    '3_c': 'SELECT 3;',
    '4_d': 'SELECT 4;  \n',
  };
  const rows = [
    aRow('1_a', sha256('SELECT 1;')),
    aRow('2_b', sha256('SELECT 2;')),
    aRow('3_c', sha256('SELECT 0;')),
    aRow('4_d', sha256('SELECT 4;\n')),
    aRow('5_e', 'x'),
  ];

  it('is reported with what can be proved, and git is asked only for what undoing does not find', async () => {
    const drift = await report({ files, rows, git: ['SELECT 2;', 'SELECT 0;'] });
    assert.deepEqual(drift.unchanged, ['1_a']);
    assert.deepEqual(verdicts(drift), ['2_b cosmetic', '3_c changed', '4_d cosmetic']);
    assert.deepEqual(drift.asked, ['2_b', '3_c']);
    assert.deepEqual(
      drift.missing.map(({ name, where }) => [name, where?.kind]),
      [['5_e', 'removed']],
    );
    assert.ok(hasDrift(drift));
  });

  it('is none where a squash took migrations away and what came in their place is marked as applied', async () => {
    const into = { kind: 'squashed', commit: 'c', into: ['1_a'] } as const;
    const gone = (...others: ReturnType<typeof aRow>[]) => ({
      ...{ files: { '1_a': 'SELECT 1;' }, git: [], whereabouts: into },
      rows: [aRow('5_e', 'x'), ...others],
    });
    const marked = await report(gone(aRow('1_a', sha256('SELECT 1;'))));
    assert.deepEqual(
      [marked.missing, marked.squashed.map(({ name, unmarked }) => [name, unmarked]), hasDrift(marked)],
      [[], [['5_e', []]], false],
    );
    const open = await report(gone());
    assert.deepEqual(open.squashed[0]?.unmarked, ['1_a']);
    assert.ok(hasDrift(open));
  });

  it('is unproved without git, but for what undoing finds', async () => {
    const drift = await report({ files, rows });
    assert.deepEqual(verdicts(drift), ['2_b unproved', '3_c unproved', '4_d cosmetic']);
    assert.equal(drift.missing[0]?.where, undefined);
  });

  it('is none where nothing was applied, failed or was rolled back', async () => {
    assert.equal(hasDrift(await report({ files, rows: undefined, git: [] })), false);
    const attempts = [
      { ...aRow('1_a', 'x'), finishedAt: undefined },
      { ...aRow('2_b', 'x'), rolledBackAt: '2026-03-01T12:00:00.000Z' },
    ];
    assert.equal(hasDrift(await report({ files, rows: attempts, git: [] })), false);
  });

  it('is looked for in every finished row of a name, and only in the migrations that are asked for', async () => {
    const twice = [aRow('1_a', 'x'), aRow('1_a', sha256('SELECT 1;'))];
    const drift = await report({ files, rows: twice, git: [] });
    assert.deepEqual([verdicts(drift), drift.unchanged], [['1_a unproved'], ['1_a']]);
    assert.deepEqual(verdicts(await report({ files, rows, git: [], only: new Set(['4_d']) })), [
      '4_d cosmetic',
    ]);
  });

  it('is cosmetic where line ends are mixed as no form of Prisma’s is', async () => {
    const now = 'SELECT 1;\r\nSELECT 2;\n';
    const applied = 'SELECT 1;\nSELECT 2;\r\n';
    const drift = await report({
      files: { '1_a': now },
      rows: [aRow('1_a', sha256(applied))],
      git: [applied],
    });
    assert.deepEqual(verdicts(drift), ['1_a cosmetic']);
  });

  it('comes in the order of the project’s own Prisma', async () => {
    const two = { '1_a': '', '1_B': '' };
    const stale = [aRow('1_B', 'x'), aRow('1_a', 'x')];
    const names = async (version: string): Promise<string[]> => {
      const prisma = { version, source: 'installed' } as const;
      return (await report({ files: two, rows: stale, source: { prisma } })).drifted.map(({ name }) => name);
    };
    assert.deepEqual(await names('7.10.0'), ['1_a', '1_B']);
    assert.deepEqual(await names('6.19.3'), ['1_B', '1_a']);
  });

  it('says nothing of a file that is there but cannot be read', async () => {
    const unread = [{ file: '/app/5_e', reason: 'permission denied', migration: '5_e' }];
    assert.deepEqual((await report({ files, rows, git: [], source: { unread } })).missing, []);
  });
});
