import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LintArgs } from '../../../../../src/cli/commands/lint/choices';
import { lintWith, type LintPorts } from '../../../../../src/cli/commands/lint/run';
import type { LintReport } from '../../../../../src/workflows/lint-report';
import type { LintSource } from '../../../../../src/workflows/lint-source';
import { captureContext } from '../../../../helpers/cli-here';
import { addTags, addTagsText, aFinding, aReport, cwd } from './reports';

const source: LintSource = {
  root: '.',
  migrations: [],
  schema: [],
  driftIgnore: undefined,
  driftIgnoreFile: 'prisma/drift-ignore.json',
  config: undefined,
  prisma: { version: '7.10.0', source: 'assumed' },
  history: undefined,
  lockProvider: undefined,
};

interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Setting {
  readonly ports?: Partial<LintPorts>;
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  readonly stderr?: { readonly isTTY: boolean };
}

async function lint(
  args: Partial<LintArgs>,
  report: LintReport | (() => LintReport),
  { ports, env = {}, cwd: folder = cwd, stderr = { isTTY: false } }: Setting = {},
): Promise<Ran> {
  const { context, written } = captureContext(folder, { env, stderr });
  const exitCode = await lintWith({ paths: [], format: 'pretty', failOn: 'warning', ...args }, context, {
    openProjects: () => Promise.resolve([{ source, only: undefined, notices: [] }]),
    openTouched: () => Promise.resolve({ opened: [], untouched: [] }),
    lintProject: () => Promise.resolve(typeof report === 'function' ? report() : report),
    ...ports,
  });
  return { exitCode, ...written };
}

const withSeverity = (severity: 'error' | 'warning' | 'info' | 'hint') =>
  aReport({ findings: [aFinding({ severity })] });

describe('lint', () => {
  it('exits 1 from the severity of --fail-on up', async () => {
    const exits = async (failOn: LintArgs['failOn']) => {
      const codes: number[] = [];
      for (const severity of ['error', 'warning', 'info', 'hint'] as const) {
        codes.push((await lint({ failOn }, withSeverity(severity))).exitCode);
      }
      return codes;
    };
    assert.deepEqual(await exits('error'), [1, 0, 0, 0]);
    assert.deepEqual(await exits('warning'), [1, 1, 0, 0]);
    assert.deepEqual(await exits('info'), [1, 1, 1, 0]);
    assert.deepEqual(await exits('hint'), [1, 1, 1, 1]);
    assert.deepEqual(await exits('never'), [0, 0, 0, 0]);
  });

  it('exits 0 for settled and suppressed findings, whatever their severity', async () => {
    const findings = [
      aFinding({ state: 'settled' }),
      aFinding({ suppressed: { reason: 'r', kind: 'source' } }),
    ];
    assert.equal((await lint({ failOn: 'hint' }, aReport({ findings }))).exitCode, 0);
    assert.equal((await lint({}, aReport({ findings: [aFinding({ state: 'local' })] }))).exitCode, 1);
  });

  it('hands paths, base and the chosen migrations on', async () => {
    const calls: unknown[] = [];
    const only = new Set(['a']);
    await lint({ paths: ['apps/api'], base: 'v1' }, aReport(), {
      env: { GITHUB_BASE_REF: 'main' },
      ports: {
        openProjects: (paths, { cwd, base, ci }) => {
          calls.push([paths, { cwd, base, target: ci.target }]);
          return Promise.resolve([{ source, only, notices: [] }]);
        },
        lintProject: (given, { only }) => {
          calls.push([given, { only }]);
          return Promise.resolve(aReport());
        },
      },
    });
    assert.deepEqual(calls, [
      [['apps/api'], { cwd, base: 'v1', target: 'main' }],
      [source, { only }],
    ]);
  });

  it('exits 2 and says so where a file could not be read, whatever else was found', async () => {
    const unread = [{ file: `${cwd}/prisma/migrations/1_a/migration.sql`, reason: 'permission denied' }];
    for (const quiet of [false, true]) {
      const { exitCode, stdout, stderr } = await lint({ failOn: 'never', quiet }, aReport({ unread }));
      assert.equal(exitCode, 2);
      assert.match(stdout, /^1 error in 1 of 214 migrations; 1 file could not be read$/m);
      assert.equal(
        stderr,
        'migration-guard: prisma/migrations/1_a/migration.sql could not be read: permission denied.\n',
      );
    }
  });

  it('fixes nothing in a project that could not be read completely', async () => {
    const unread = [{ file: `${cwd}/prisma/schema.prisma`, reason: 'permission denied' }];
    const { exitCode, stderr } = await lint({ fix: true }, aReport({ unread, mayMend: false }));
    assert.equal(exitCode, 2);
    assert.match(stderr, /^Fixed nothing where files could not be read: fix those first\nmigration-guard: /);
  });

  it('shows its progress on a terminal only, takes it away before the result, and not with --quiet', async () => {
    for (const [isTTY, quiet, expected] of [
      [true, false, '\r\x1b[KReading 5,000 migrations…\r\x1b[K'],
      [true, true, ''],
      [false, false, ''],
    ] as const) {
      const { stderr } = await lint({ quiet }, aReport({ findings: [] }), {
        stderr: { isTTY },
        ports: {
          openProjects: async (_, { progress }) => {
            progress.say('Reading 5,000 migrations…');
            await new Promise((resolve) => setTimeout(resolve, 310));
            progress.tick();
            return [{ source, only: undefined, notices: [] }];
          },
        },
      });
      assert.equal(stderr, expected);
    }
  });

  describe('in GitHub Actions', () => {
    const lintThere = (env: Record<string, string>) => lint({ format: 'github' }, aReport(), { env });

    it('names files as seen from the folder of the checkout, else from where it stands', async () => {
      const paths: (string | undefined)[] = [];
      for (const GITHUB_WORKSPACE of ['/', '/elsewhere', '']) {
        const { stdout } = await lintThere({ GITHUB_WORKSPACE });
        paths.push(/file=([^,]*)/.exec(stdout)?.[1]);
      }
      assert.deepEqual(paths, [`work space/${addTags}`, addTags, addTags]);
    });

    it('adds a summary to the job’s, where there is one', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'migration-guard-'));
      try {
        const summary = join(folder, 'summary.md');
        writeFileSync(summary, 'Before.\n');
        const { exitCode } = await lintThere({ GITHUB_STEP_SUMMARY: summary });
        assert.equal(exitCode, 1);
        assert.match(readFileSync(summary, 'utf8'), /^Before\.\n### Migration Guard/);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    it('says so where the summary cannot be written, and exits as it would', async () => {
      const { exitCode, stderr } = await lintThere({ GITHUB_STEP_SUMMARY: tmpdir() });
      assert.equal(exitCode, 1);
      assert.match(stderr, /^migration-guard: the step summary could not be written: EISDIR.*\n$/);
    });
  });

  it('shows the notices of opening a project before those of linting it', async () => {
    const { stdout } = await lint({}, aReport({ notices: ['Second.'] }), {
      ports: { openProjects: () => Promise.resolve([{ source, only: undefined, notices: ['First.'] }]) },
    });
    assert.match(stdout, /Note: First\.\nNote: Second\./);
  });

  it('says so when there is nothing to lint', async () => {
    await assert.rejects(lint({}, aReport(), { ports: { openProjects: () => Promise.resolve([]) } }), {
      name: 'HumanError',
      message: /^No Prisma project was found here\./,
    });
  });

  it('with --quiet shows errors and warnings only, and no notices', async () => {
    const findings = (['error', 'warning', 'info', 'hint'] as const).map((severity) =>
      aFinding({ severity, rule: `rule-${severity}` }),
    );
    const report = aReport({ findings, notices: ['A notice.'] });
    const { stdout } = await lint({ quiet: true }, report);
    assert.deepEqual(stdout.match(/rule-\w+$/gm), ['rule-error', 'rule-warning']);
    assert.doesNotMatch(stdout, /Note:/);
  });

  it('shows even with --quiet what makes the run fail', async () => {
    const ran = await lint({ quiet: true, failOn: 'info' }, withSeverity('info'));
    assert.equal(ran.exitCode, 1);
    assert.match(ran.stdout, /^1 info in 1 of 214 migrations$/m);
  });

  it('colours only what a person reads', async () => {
    const isColored = async (args: Partial<LintArgs>) =>
      (await lint(args, aReport())).stdout.includes('\x1b[31m');
    assert.equal(await isColored({ color: true }), true);
    assert.equal(await isColored({}), false);
    assert.equal(await isColored({ color: true, format: 'json' }), false);
  });

  it('prints JSON and SARIF when asked for them', async () => {
    const version = async (format: 'json' | 'sarif') =>
      (JSON.parse((await lint({ format }, aReport())).stdout) as { version: unknown }).version;
    assert.equal(await version('json'), 1);
    assert.equal(await version('sarif'), '2.1.0');
  });
});

describe('lint --fix', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'migration-guard-'));
    file = join(folder, addTags);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, addTagsText);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Finds the drop as long as the file holds it. */
  const asOnDisk = (): LintReport => {
    const text = readFileSync(file, 'utf8');
    const findings = text.includes('DROP INDEX') ? [aFinding()] : [];
    return aReport({ findings, texts: new Map([[addTags, text]]) });
  };

  it('fixes, lints again, reports what remains to stdout and what it did to stderr', async () => {
    const ran = await lint({ fix: true }, asOnDisk, { cwd: folder });
    assert.deepEqual(ran, {
      exitCode: 0,
      stdout: 'No findings in 214 migrations\n',
      stderr: 'Fixed 1 finding in 1 file: kept idx_memories_embedding\n',
    });
    assert.equal(readFileSync(file, 'utf8'), '-- CreateTable\nCREATE TABLE "tags" ("id" SERIAL NOT NULL);\n');
  });

  it('fixes nothing on its own if nothing distinguishes drafts from applied migrations', async () => {
    const ran = await lint({ fix: true }, () => ({ ...asOnDisk(), mayMend: false }), { cwd: folder });
    assert.equal(ran.exitCode, 1);
    assert.match(
      ran.stderr,
      /^Fixed nothing: it is not known which migrations are applied already\..* Name those to fix: /,
    );
    assert.equal(readFileSync(file, 'utf8'), addTagsText);
  });

  it('fails if something remains that it may not fix', async () => {
    const ran = await lint({ fix: true }, aReport({ findings: [aFinding({ intent: 'deliberate' })] }), {
      cwd: folder,
    });
    assert.equal(ran.exitCode, 1);
    assert.equal(ran.stderr, 'Fixed nothing: what is left needs a decision\n');
    assert.equal(readFileSync(file, 'utf8'), addTagsText);
  });

  it('ends after a round that changes nothing', async () => {
    const edits = [{ file: addTags, edits: [{ range: { start: 0, end: 2 }, newText: '--' }] }];
    const useless = aFinding({ fixes: [{ kind: 'keep', title: 'Keep', preferred: true, edits }] });
    let rounds = 0;
    const ran = await lint(
      { fix: true },
      () => {
        rounds += 1;
        return aReport({ findings: [useless] });
      },
      { cwd: folder },
    );
    assert.equal(rounds, 1);
    assert.equal(ran.exitCode, 1);
  });

  it('ends although its fixes make new work for each other', async () => {
    let rounds = 0;
    await lint(
      { fix: true },
      () => {
        rounds += 1;
        const text = readFileSync(file, 'utf8');
        const edits = [{ file: addTags, edits: [{ range: { start: 0, end: 0 }, newText: '-' }] }];
        const growing = aFinding({ fixes: [{ kind: 'keep', title: 'Keep', preferred: true, edits }] });
        return aReport({ findings: [growing], texts: new Map([[addTags, text]]) });
      },
      { cwd: folder },
    );
    assert.equal(rounds, 11);
  });
});
