import assert from 'node:assert/strict';
import os from 'node:os';
import path from 'node:path';
import type { CliContext } from '../../../src/cli/context';
import { allCommands } from '../../../src/cli/commands/all';
import { runProgram } from '../../../src/cli/program';
import { HumanError } from '../../../src/core/human-error';
import { captureContext } from '../../helpers/cli-here';

interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const commands = [
  ...['lint', 'run', 'status', 'check-drift', 'fix-drift', 'inspect', 'restore', 'migrate', 'verify'],
  ...['pglite-schema', 'safe-migrate', 'predict', 'init', 'dev', 'explain', 'audit'],
];

async function run(argv: readonly string[], more: Partial<CliContext> = {}): Promise<Ran> {
  const { context, written } = captureContext(path.parse(process.cwd()).root);
  const exitCode = await runProgram(
    argv,
    Object.defineProperties({ ...context }, Object.getOwnPropertyDescriptors(more)),
    allCommands,
  );
  return { exitCode, ...written };
}

/** A context in which the first thing that a command asks for fails. */
function failingWith(error: Error): Partial<CliContext> {
  return {
    get cwd(): string {
      throw error;
    },
  };
}

/** The lines of a help about an option, without the wrapping. */
function aboutOption(help: string, flags: string): string | undefined {
  const lines = help.split('\n');
  const at = lines.findIndex((line) => line.startsWith(`  ${flags} `));
  if (at === -1) return undefined;
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((line) => !/^ {6}/.test(line));
  return [lines[at] ?? '', ...rest.slice(0, end)]
    .map((line) => line.trim())
    .join(' ')
    .replace(/\s+/g, ' ');
}

describe('the command line', () => {
  it('knows every command by its db: name too', async () => {
    for (const command of commands) {
      const { exitCode, stdout } = await run([`db:${command}`, '--help']);
      assert.equal(exitCode, 0);
      assert.ok(stdout.startsWith(`Usage: migration-guard ${command} `), stdout);
    }
  });

  it('prints version and help to stdout and exits 0', async () => {
    assert.deepEqual(await run(['--version']), { exitCode: 0, stdout: '1.2.3\n', stderr: '' });
    for (const argv of [['--help'], ['lint', '--help'], ['db:lint', '-h'], ['help', 'lint']]) {
      const { exitCode, stdout, stderr } = await run(argv);
      assert.equal(exitCode, 0);
      assert.match(stdout, /Exit codes:\n {2}0 [^]*\n {2}130 {2}interrupted/);
      assert.equal(stderr, '');
    }
    assert.match((await run(['lint', '--help'])).stdout, /Examples:\n {2}\$ migration-guard lint/);
  });

  it('fits its help into 80 columns, but for examples', async () => {
    for (const command of commands) {
      const { stdout } = await run([command, '--help']);
      const [options = ''] = stdout.split('\nExamples:');
      for (const line of options.split('\n')) assert.ok(line.length <= 80, line);
    }
  });

  // Mutation: a command that declares --project, --json or --color in words of its own.
  it('has the same option in the same words for every command', async () => {
    const helps = await Promise.all(commands.map(async (command) => (await run([command, '--help'])).stdout));
    for (const [flags, most] of [
      ['--project <path>', commands.length],
      ['--json', 9],
      ['--color', commands.length - 2],
      ['--no-color', commands.length - 2],
    ] as const) {
      const messages = helps.flatMap((help) => aboutOption(help, flags) ?? []);
      assert.deepEqual([flags, messages.length, new Set(messages).size], [flags, most, 1]);
    }
  });

  // Mutation: onlyPath that prefers one of the two.
  it('takes the project as an argument or by --project, not two of them', async () => {
    for (const command of ['predict', 'init', 'safe-migrate', 'migrate', 'pglite-schema']) {
      const { exitCode, stderr } = await run([command, 'apps/a', '--project', 'apps/b']);
      assert.equal(exitCode, 2);
      assert.match(stderr, /Two projects are named, apps\/a and apps\/b\. Name one\./);
    }
  });

  it('asks which project is meant where none is here', async () => {
    for (const command of ['lint', 'status', 'verify', 'init']) {
      const { exitCode, stderr } = await run([command, '--project', '/nowhere']);
      assert.equal(exitCode, 2, command);
      assert.match(stderr, /\/nowhere/, command);
    }
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
      "option '--format <format>' argument 'xml\\x1b[31m' is invalid. Allowed choices are pretty, json, sarif, github, gitlab, markdown.",
    ],
  ] as const) {
    it(`answers ${what} with one line on stderr and exits 2`, async () => {
      assert.deepEqual(await run([...argv]), {
        exitCode: 2,
        stdout: '',
        stderr: `migration-guard: ${sentence}\n`,
      });
    });
  }

  it('shows its help on stderr and exits 2 when it is called with nothing to do', async () => {
    const { exitCode, stdout, stderr } = await run([]);
    assert.equal(exitCode, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /^Usage: migration-guard[^]*interrupted\n$/);
  });

  it('prints an error that a person can correct in one line, and exits 2', async () => {
    const ran = await run(['lint'], failingWith(new HumanError('there is no\nfolder \x1b[31m')));
    assert.equal(ran.exitCode, 2);
    assert.equal(ran.stderr, 'migration-guard: there is no folder \\x1b[31m\n');
  });

  it('prints everything about a bug of its own, and asks for a report with what doctor prints', async () => {
    const ran = await run(['lint'], failingWith(new TypeError('x is \x1b undefined')));
    assert.equal(ran.exitCode, 2);
    assert.match(ran.stderr, /bug in the tool itself[^]*TypeError: x is \\x1b undefined\n {4}at /);
    const [, advised = ''] =
      /Please report this with the output of migration-guard (\w+) /.exec(ran.stderr) ?? [];
    const diagnosed = await run([advised], { cwd: os.tmpdir() });
    assert.equal(diagnosed.exitCode, 0, diagnosed.stderr);
    assert.match(diagnosed.stdout, /^Migration Guard \d[^]*\n {2}node +v\d/);
  });
});
