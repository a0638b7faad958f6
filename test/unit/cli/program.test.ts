import assert from 'node:assert/strict';
import type { RunArgs } from '../../../src/cli/commands/run-args';
import type { LintArgs } from '../../../src/cli/commands/lint-args';
import { runProgram } from '../../../src/cli/program';
import { HumanError } from '../../../src/core/human-error';

interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly args: LintArgs[];
  /** What was asked of `run`. */
  readonly runs: RunArgs[];
}

async function run(argv: string[], lint: () => Promise<number> = () => Promise.resolve(0)): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const args: LintArgs[] = [];
  const runs: RunArgs[] = [];
  const exitCode = await runProgram(
    argv,
    {
      run: (given) => {
        runs.push(given);
        return Promise.resolve(5);
      },
      lint: (given) => {
        args.push(given);
        return lint();
      },
      inspect: () => Promise.resolve(0),
      restore: () => Promise.resolve(0),
      status: () => Promise.resolve(0),
      checkDrift: () => Promise.resolve(0),
      fixDrift: () => Promise.resolve(0),
      migrate: () => Promise.resolve(0),
      verify: () => Promise.resolve(0),
      pgliteSchema: () => Promise.resolve(0),
      safeMigrate: () => Promise.resolve(0),
      predict: () => Promise.resolve(0),
      init: () => Promise.resolve(0),
      dev: () => Promise.resolve(0),
    },
    {
      version: '1.2.3',
      stdout: { write: (text) => out.push(text) },
      stderr: { write: (text) => err.push(text) },
    },
  );
  return { exitCode, stdout: out.join(''), stderr: err.join(''), args, runs };
}

const defaults: LintArgs = {
  paths: [],
  fix: false,
  base: undefined,
  format: 'pretty',
  failOn: 'warning',
  quiet: false,
  color: undefined,
};

describe('the command line', () => {
  it('lints what it is given, as it is told', async () => {
    assert.deepEqual((await run(['lint'])).args, [defaults]);
    const options = '--fix --base origin/main --format json --fail-on never --quiet --no-color'.split(' ');
    assert.deepEqual((await run(['lint', 'a', 'b c', ...options])).args, [
      {
        paths: ['a', 'b c'],
        fix: true,
        base: 'origin/main',
        format: 'json',
        failOn: 'never',
        quiet: true,
        color: false,
      },
    ]);
    assert.equal((await run(['lint', '--color'])).args[0]?.color, true);
  });

  it('knows every command by its db: name too', async () => {
    assert.deepEqual((await run(['db:lint', '--fix'])).args, [{ ...defaults, fix: true }]);
  });

  it('runs a command, all of it, in an environment', async () => {
    const usual: RunArgs = { env: 'local', project: undefined, force: false, command: ['ls'] };
    const ran = await run(['run', '--', 'ls']);
    assert.deepEqual([ran.runs, ran.exitCode], [[usual], 5]);
    const options = ['--env', 'prod', '--project', 'apps/api', '--force', '--', 'npx', 'x', '--env', 'dev'];
    assert.deepEqual((await run(['db:run', ...options])).runs, [
      { env: 'prod', project: 'apps/api', force: true, command: ['npx', 'x', '--env', 'dev'] },
    ]);
    const help = await run(['run', '--help']);
    assert.match(help.stdout, /^Usage: migration-guard run \[options\] -- <command\.\.\.>\n/);
    for (const line of help.stdout.split('\n')) assert.ok(line.length <= 80, line);
  });

  it('exits as its command says', async () => {
    assert.equal((await run(['lint'], () => Promise.resolve(1))).exitCode, 1);
  });

  it('prints version and help to stdout and exits 0', async () => {
    assert.deepEqual(await run(['--version']), {
      exitCode: 0,
      stdout: '1.2.3\n',
      stderr: '',
      args: [],
      runs: [],
    });
    for (const argv of [['--help'], ['lint', '--help'], ['db:lint', '-h'], ['help', 'lint']]) {
      const { exitCode, stdout, stderr } = await run(argv);
      assert.equal(exitCode, 0);
      assert.match(stdout, /Exit codes:\n {2}0 [^]*\n {2}130 {2}interrupted/);
      assert.equal(stderr, '');
      for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line);
    }
    assert.match((await run(['lint', '--help'])).stdout, /Examples:\n {2}\$ migration-guard lint/);
  });

  for (const [what, argv, sentence] of [
    [
      'run with nothing to run',
      ['run'],
      "missing required argument 'command'. See migration-guard run --help",
    ],
    [
      'an option that must stand behind --',
      ['run', 'ls', '-l'],
      "unknown option '-l'. See migration-guard run --help",
    ],
    ['an unknown command', ['lin'], "unknown command 'lin' (Did you mean lint?)"],
    ['an unknown option', ['lint', '--fixx'], "unknown option '--fixx' (Did you mean --fix?)"],
    ['what resembles no command', ['frob'], "unknown command 'frob'. See migration-guard --help"],
    ['what resembles no option', ['db:lint', '-v'], "unknown option '-v'. See migration-guard lint --help"],
    [
      'a missing value',
      ['lint', '--base'],
      "option '--base <ref>' argument missing. See migration-guard lint --help",
    ],
    [
      'an empty base',
      ['lint', '--base', ''],
      "option '--base <ref>' argument '' is invalid. Name a revision, or leave the option out.",
    ],
    [
      'an unknown format',
      ['lint', '--format', 'xml\x1b[31m'],
      "option '--format <format>' argument 'xml\\x1b[31m' is invalid. Allowed choices are pretty, json, sarif, github.",
    ],
  ] as const) {
    it(`answers ${what} with one line on stderr and exits 2`, async () => {
      assert.deepEqual(await run([...argv]), {
        exitCode: 2,
        stdout: '',
        stderr: `migration-guard: ${sentence}\n`,
        args: [],
        runs: [],
      });
    });
  }

  it('shows its help on stderr and exits 2 when it is called with nothing to do', async () => {
    const { exitCode, stdout, stderr } = await run([]);
    assert.equal(exitCode, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /^Usage: migration-guard[^]*interrupted\n$/);
  });

  it('says an error that a person can mend in one line, and exits 2', async () => {
    const ran = await run(['lint'], () => Promise.reject(new HumanError('there is no\nfolder \x1b[31m')));
    assert.equal(ran.exitCode, 2);
    assert.equal(ran.stderr, 'migration-guard: there is no folder \\x1b[31m\n');
  });

  it('tells everything about a fault of its own, and exits 2', async () => {
    const ran = await run(['lint'], () => Promise.reject(new TypeError('x is \x1b undefined')));
    assert.equal(ran.exitCode, 2);
    assert.match(ran.stderr, /fault of the tool itself[^]*TypeError: x is \\x1b undefined\n {4}at /);
  });

  it('knows what restore may drop, and what inspect is to show', async () => {
    const asked: unknown[] = [];
    const ask = (args: unknown) => Promise.resolve(asked.push(args) - asked.length);
    const fail = () => assert.fail('another command');
    const others = {
      ...{ lint: fail, run: fail, status: fail, migrate: fail, checkDrift: fail, fixDrift: fail },
      ...{ verify: fail, pgliteSchema: fail, safeMigrate: fail, dev: fail, predict: fail, init: fail },
    };
    const commands = { ...others, inspect: ask, restore: ask };
    const nowhere = { write: () => true };
    for (const words of [
      'restore a b --confirm-drop a --confirm-drop b',
      'db:inspect --table t --no-color',
    ]) {
      await runProgram(words.split(' '), commands, { version: '1', stdout: nowhere, stderr: nowhere });
    }
    assert.deepEqual(asked, [
      {
        ...{ names: ['a', 'b'], env: 'local', project: undefined, migration: undefined },
        ...{ confirmDrop: ['a', 'b'], json: false },
      },
      { paths: [], env: 'local', table: 't', indexes: false, json: false, color: false },
    ]);
  });
});
