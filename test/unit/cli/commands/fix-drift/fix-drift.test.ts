import assert from 'node:assert/strict';
import { questionOf } from '../../../../../src/cli/commands/fix-drift/messages';
import { tellEvent } from '../../../../../src/cli/commands/fix-drift/pretty';
import { tell } from '../../../../../src/cli/commands/fix-drift/run';
import { DatabaseUrl } from '../../../../../src/core/environment/database-url';
import type { Answer } from '../../../../../src/workflows/answer';
import type { DriftReport } from '../../../../../src/workflows/check-drift';
import type { ChecksumChange } from '../../../../../src/workflows/database';
import {
  fixDrift as repair,
  type FixDriftPorts,
  type FixDriftRequest,
} from '../../../../../src/workflows/fix-drift';
import type { LintSource } from '../../../../../src/workflows/lint-source';
import { isUncommitted, planRestore } from '../../../../../src/workflows/restore-file-plan';
import { captureContext } from '../../../../helpers/cli-here';
import { cwd } from '../lint/reports';
import { aDriftReport, changed, cosmetic, unproved } from './drifted';

const source: LintSource = {
  ...{ root: cwd, migrations: [], schema: [], driftIgnore: undefined, config: undefined },
  ...{ driftIgnoreFile: 'drift-ignore.json', prisma: { version: '7.10.0', source: 'assumed' } },
  ...{ lockProvider: undefined, history: undefined },
};

interface Situation {
  readonly report?: DriftReport;
  readonly url?: string;
  readonly source?: Partial<LintSource>;
  /** Undefined where there is no terminal. */
  readonly answer?: Answer;
  /** Whether --yes was given. */
  readonly yes?: boolean;
  readonly ports?: Partial<FixDriftPorts>;
  readonly fixed?: boolean;
}

interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The names of the migrations whose rows were changed. */
  readonly changes: readonly ChecksumChange[];
  /** The files that were written, with their new text. */
  readonly written: readonly string[];
  readonly questions: readonly string[];
}

const target = { environment: 'local' };
const nothing: FixDriftRequest = {
  ...{ environment: 'local', names: [], accepted: [], restore: [] },
  ...{ keepIndexes: undefined, allCosmetic: false },
};

async function fixDrift(request: Partial<FixDriftRequest>, situation: Situation = {}): Promise<Ran> {
  const { context, written: printed } = captureContext(cwd);
  const changes: ChecksumChange[] = [];
  const written: string[] = [];
  const questions: string[] = [];
  const { report = aDriftReport(), answer, yes = false, fixed = true } = situation;
  const url = DatabaseUrl.parse(situation.url ?? 'postgresql://me:secret@localhost/app', 'the test');
  const ports: FixDriftPorts = {
    database: {
      ...{ url, location: url.location, schema: url.schema, isLocal: true },
      readRows: () => assert.fail('it is told in the report'),
      readIndexes: () => assert.fail('nobody asks for indexes'),
      readObjects: () => assert.fail('nobody asks for objects'),
      readIdentity: () => assert.fail('nobody asks who it is'),
      fixChecksum: (change: ChecksumChange) => {
        changes.push(change);
        return Promise.resolve(fixed);
      },
      undoStatement: ({ row }: ChecksumChange) => `UPDATE ${row.id};`,
    },
    owner: { production: false, remoteHosts: url.isLoopback ? [] : [url.host] },
    findSharing: () => Promise.resolve({ name: undefined, notCompared: [] }),
    checkDrift: () => Promise.resolve(report),
    isUncommitted: (name, text) => isUncommitted(name, text, { ...source, ...situation.source }),
    planRestore: (drifted) => planRestore(drifted, { ...source, ...situation.source }),
    planKeep: () => assert.fail('nobody asks for that'),
    checksumOfFile: (file) => report.drifted.find((one) => one.file === file)?.checksum,
    replaceText: (file, _before, text) => written.push(`${file}: ${text}`),
    agree: (question) => {
      if (yes) return Promise.resolve('yes');
      questions.push(questionOf(question, url.location));
      return Promise.resolve(answer);
    },
    report: (event) =>
      tellEvent(event, { cwd, width: 80, color: false, location: url.location, target }, context),
    ...situation.ports,
  };
  const outcome = await repair({ ...nothing, ...request }, ports);
  const exitCode = tell(outcome, { ...ports, target }, context);
  return { exitCode, ...printed, changes, written, questions };
}

const ids = ({ changes }: Ran): string[] => changes.map(({ row }) => row.name);
const report = aDriftReport({ drifted: [cosmetic('2_b'), changed('3_c'), unproved('4_d'), cosmetic('5_e')] });

describe('fix-drift', () => {
  it('fixes what is proved, after showing it, and prints what undoes it', async () => {
    const ran = await fixDrift({ names: ['2_b'] }, { yes: true, report });
    assert.equal(ran.exitCode, 0);
    assert.deepEqual(ids(ran), ['2_b']);
    assert.equal(ran.changes[0]?.checksum, cosmetic('2_b').checksum);
    assert.equal(
      ran.stdout,
      [
        'prisma/migrations/2_b/migration.sql',
        'Only comments, white space or the case of keywords differ from what was applied.',
        'The applied text is in commit 3dd41893d (on main), as prisma/x/migration.sql.',
        '  + -- one',
        '    SELECT 1;',
        '',
        'Fixed 2_b. This undoes it:',
        '  UPDATE id of 2_b;',
        '',
      ].join('\n'),
    );
    assert.match(ran.stderr, /3 other migrations have drifted too/);
  });

  // Mutation: mayBeFixed without looking at the verdict.
  it('takes with --all-cosmetic only what is proved', async () => {
    assert.deepEqual(ids(await fixDrift({ allCosmetic: true }, { yes: true, report })), ['2_b', '5_e']);
  });

  // Mutations: mayBeFixed also for what was changed and accepted; a refusal that does not keep the others back.
  it('refuses what was changed, whoever accepts it, and then writes nothing at all', async () => {
    for (const args of [
      { names: ['2_b', '3_c'] },
      { accepted: ['3_c'] },
      { accepted: ['3_c'], allCosmetic: true },
    ]) {
      const ran = await fixDrift({ ...args }, { yes: true, report, answer: 'yes' });
      assert.equal(ran.exitCode, 1);
      assert.deepEqual(ran.changes, []);
      assert.match(ran.stdout, /- SELECT 1;\n {2}\+ SELECT 2;/);
      assert.match(ran.stderr, /3_c is refused: its SQL is not what was applied/);
      assert.match(ran.stderr, /--restore-file 3_c/);
      assert.match(ran.stderr, /a new migration/);
    }
  });

  // Mutation: mayBeFixed for everything unproved that is named.
  it('fixes what is unproved only where it is accepted by its own name, after showing today’s text', async () => {
    for (const args of [{ names: ['4_d'] }, { names: ['4_d'], accepted: ['2_b'] }]) {
      const refused = await fixDrift({ ...args }, { yes: true, report });
      assert.deepEqual([refused.exitCode, refused.changes], [1, []]);
      assert.match(refused.stderr, /accept it by name: migration-guard fix-drift --accept 4_d$/m);
      assert.match(refused.stdout, /SELECT 3;/);
    }
    assert.deepEqual(ids(await fixDrift({ accepted: ['4_d'] }, { yes: true, report })), ['4_d']);
  });

  // Mutation: fixChecksums that goes on where nobody can be asked.
  it('asks first, and takes only yes for an answer', async () => {
    const yes = await fixDrift({ names: ['2_b'] }, { report, answer: 'yes' });
    assert.deepEqual(yes.questions, ['Write the new checksum of 1 migration into localhost:5432/app?']);
    assert.deepEqual([yes.exitCode, ids(yes)], [0, ['2_b']]);
    const no = await fixDrift({ names: ['2_b'] }, { report, answer: 'no' });
    assert.deepEqual([no.exitCode, ids(no)], [1, []]);
    const left = await fixDrift({ names: ['2_b'] }, { report, answer: 'left' });
    assert.deepEqual([left.exitCode, ids(left)], [130, []]);
    const nobody = await fixDrift({ names: ['2_b'] }, { report });
    assert.deepEqual([nobody.exitCode, ids(nobody)], [1, []]);
    assert.match(nobody.stderr, /nobody can be asked here\. Add --yes/);
  });

  // Mutation: without the look at the file before the change.
  it('leaves alone what was changed since it was shown, file or row', async () => {
    const file = await fixDrift(
      { allCosmetic: true },
      { yes: true, report, ports: { checksumOfFile: () => 'x' } },
    );
    assert.deepEqual([file.exitCode, ids(file)], [1, []]);
    assert.match(file.stderr, /2_b was changed in the meantime/);
    const row = await fixDrift({ allCosmetic: true }, { yes: true, report, fixed: false });
    assert.deepEqual([row.exitCode, ids(row)], [1, ['2_b']]);
    assert.match(row.stderr, /Somebody else has changed the row of 2_b in the meantime/);
    assert.doesNotMatch(row.stdout, /Fixed/);
  });

  // Mutations: whyNotByUrl without isLocal; without isPooled; whyNotOurs without findSharing.
  it('writes to no database but a local one that nobody shares, and shows no password', async () => {
    const cases: [Situation, RegExp][] = [
      [
        { url: 'postgresql://me:s3cret@db.example.com/app' },
        /local databases only.*db\.example\.com.*localHosts/,
      ],
      [{ url: 'postgresql://me:s3cret@localhost/app?pgbouncer=true' }, /connection pooler.*direct URL/],
      [
        { ports: { findSharing: () => Promise.resolve({ name: 'prod', notCompared: [] }) } },
        /is the database of prod, which others share/,
      ],
    ];
    for (const [situation, message] of cases) {
      const ran = await fixDrift({ allCosmetic: true }, { yes: true, report, ...situation });
      assert.deepEqual([ran.exitCode, ids(ran)], [1, []]);
      assert.match(ran.stderr, message);
      assert.doesNotMatch(ran.stderr, /s3cret/);
    }
    const listed = await fixDrift(
      { allCosmetic: true },
      {
        yes: true,
        report,
        url: 'postgresql://me@postgres/app',
        ports: { owner: { production: false, remoteHosts: [] } },
      },
    );
    assert.equal(listed.exitCode, 0);
  });

  it('says with which environments it could not compare', async () => {
    const findSharing = () =>
      Promise.resolve({ name: undefined, notCompared: ['railway is not logged in.'] });
    const ran = await fixDrift({ names: ['2_b'] }, { yes: true, report, ports: { findSharing } });
    assert.match(ran.stderr, /Not compared with another environment: railway is not logged in\./);
    assert.equal(ran.exitCode, 0);
  });

  it('knows what is not there, what is missing, and what needs no fix', async () => {
    await assert.rejects(fixDrift({ names: ['2_c'] }, { yes: true, report }), {
      message: 'No migration 2_c has been applied to localhost:5432/app. Did you mean 2_b?',
    });
    const missing = [{ name: '6_f', row: cosmetic('6_f').row, where: undefined }];
    await assert.rejects(fixDrift({ names: ['6_f'] }, { report: aDriftReport({ missing }) }), {
      message: /6_f has no migration\.sql here/,
    });
    const ran = await fixDrift({ names: ['1_a'] }, { report });
    assert.deepEqual([ran.exitCode, ran.stdout.split('\n')[0]], [0, '1_a is as it was applied.']);
  });
});

describe('fix-drift --restore-file', () => {
  const archive = (committed: string | undefined) => ({
    findTexts: () => assert.fail('the text is known'),
    whereIs: () => assert.fail('nothing is missing'),
    broughtIn: () => Promise.resolve(new Map()),
    committedText: () => Promise.resolve(committed),
  });
  const history = (settled: string[], atBase?: string) => ({
    base: 'abc',
    settled: () => Promise.resolve(new Set(settled)),
    changedSinceBase: () =>
      Promise.resolve(atBase === undefined ? [] : [{ name: '3_c', file: 'x', text: atBase }]),
    committed: () => Promise.resolve(new Set<string>()),
    schemaAtBase: () => Promise.resolve([]),
    driftIgnoreAtBase: () => Promise.resolve(undefined),
    guardConfigAtBase: () => Promise.resolve(undefined),
    schemaWhenAdded: () => Promise.resolve(new Map()),
  });
  const file = `${cwd}/prisma/migrations/3_c/migration.sql`;

  // Mutation: fixDrift that fixes before it restores.
  it('puts the applied text back and touches no row, on any database', async () => {
    const ran = await fixDrift(
      { restore: ['3_c'] },
      {
        yes: true,
        report,
        url: 'postgresql://prod.example.com/app',
        source: { archive: archive('SELECT 2;') },
      },
    );
    assert.deepEqual([ran.exitCode, ran.changes], [0, []]);
    assert.deepEqual(ran.written, [`${file}: SELECT 1;`]);
    assert.match(ran.stdout, /- SELECT 2;\n {2}\+ SELECT 1;/);
    assert.equal(ran.stderr, '');
  });

  it('says what will be lost that git has not got', async () => {
    const uncommitted = { report, source: { archive: archive('SELECT 0;') } };
    const ran = await fixDrift({ restore: ['3_c'] }, { ...uncommitted, answer: 'no' });
    assert.deepEqual([ran.exitCode, ran.written], [1, []]);
    assert.match(ran.stderr, /3_c has changes that are not committed; they will be lost/);
    assert.match((await fixDrift({ restore: ['3_c'] }, { yes: true, report })).stderr, /Without git/);
  });

  // Mutation: planRestore without the question whether the migration is settled (promise 3).
  it('gives a settled file no other text than the base has', async () => {
    const refused = await fixDrift(
      { restore: ['2_b', '3_c'] },
      { yes: true, report, source: { archive: archive('SELECT 2;'), history: history(['3_c']) } },
    );
    assert.deepEqual([refused.exitCode, refused.written], [1, []]);
    assert.match(
      refused.stderr,
      /3_c is not restored: the base has another text .* git show 3dd41893d:prisma/,
    );
    const restored = await fixDrift(
      { restore: ['3_c'] },
      {
        yes: true,
        report,
        source: { archive: archive('SELECT 2;'), history: history(['3_c'], 'SELECT 1;') },
      },
    );
    assert.deepEqual(restored.written, [`${file}: SELECT 1;`]);
  });

  it('cannot restore what nobody knows', async () => {
    const ran = await fixDrift({ restore: ['4_d'] }, { yes: true, report });
    assert.deepEqual([ran.exitCode, ran.written], [1, []]);
    assert.match(ran.stderr, /4_d cannot be restored: the text that was applied could not be found/);
  });
});
