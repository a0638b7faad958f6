import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { callLine } from '../../../../src/core/calls/call-line';
import { git } from '../../../../src/adapters/git/run';
import { maskArguments } from '../../../../src/adapters/process/mask-arguments';
import { runCaptured } from '../../../../src/adapters/process/run-captured';
import { runPassedThrough } from '../../../../src/adapters/process/run-passed-through';
import { runWatched } from '../../../../src/adapters/process/run-watched';
import { encodedPassword, password, urlTo } from '../../../helpers/environments';
import { callsOf, linesOf } from '../../../helpers/published-calls';
import { inWorkspace } from '../../../helpers/workspace';

const run = (script: string, ...more: string[]): [string, string[]] => [
  process.execPath,
  ['-e', script, '--', ...more],
];
const node = 'program node -e';

describe('a call of a program', () => {
  it(
    'is published with its arguments and its end, whichever way it was run',
    inWorkspace(async ({ folder: cwd }) => {
      const options = { cwd, env: process.env, timeoutMs: 10_000, secrets: [], sharesTerminal: false };
      const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
      const output = { write: (): undefined => undefined };
      const calls = await callsOf(async () => {
        await runCaptured(...run('1'), options);
        await runWatched(...run('process.exit(3)'), { ...options, output });
        await runPassedThrough(...run('2'), { ...options, stdout: sink, stderr: sink });
        await runCaptured(...run('setTimeout(() => {}, 60000)'), { ...options, timeoutMs: 50 });
        await runCaptured('no-such-program', [], options);
        await git(cwd, ['rev-parse', 'HEAD']);
      });
      // A git that an earlier test has talked to may end only now.
      const ours = linesOf(calls).filter((line) => !line.includes('git cat-file'));
      assert.deepEqual(ours, [
        `info ${node} 1 --: exit code 0`,
        `warn ${node} "process.exit(3)" --: exit code 3`,
        `info ${node} 2 --: exit code 0`,
        `warn ${node} "setTimeout(() => {}, 60000)" --: timed out`,
        'warn program no-such-program: not installed',
        'debug program git rev-parse HEAD: exit code 128',
      ]);
      assert.ok(calls.every(({ milliseconds }) => milliseconds > 0 && milliseconds < 10_000));
    }),
  );

  it(
    'shows no secret in its arguments',
    inWorkspace(async ({ folder: cwd }) => {
      const url = urlTo('db.example.com');
      const env = { ...process.env, DATABASE_URL: url, API_TOKEN: 'tok3n' };
      const calls = await callsOf(() =>
        runCaptured(...run('1', url, `--url=${url}`, password, encodedPassword, 'x tok3n y'), {
          ...{ cwd, env, timeoutMs: 10_000 },
        }),
      );
      const shown = 'postgresql://*** --url=postgresql://*** *** *** "x *** y"';
      assert.deepEqual(linesOf(calls), [`info ${node} 1 -- ${shown}: exit code 0`]);
      for (const secret of [password, encodedPassword, 'tok3n']) {
        assert.ok(!JSON.stringify(calls).includes(secret), secret);
      }
    }),
  );

  it(
    'shows no argument of a program that may take a token there',
    inWorkspace(async ({ folder: cwd }) => {
      const options = { cwd, env: process.env, timeoutMs: 10_000, hidesArguments: true };
      const calls = await callsOf(() => runCaptured(...run('1', 'hidden'), options));
      assert.deepEqual(linesOf(calls), ['info program node (arguments not shown): exit code 0']);
      assert.ok(!JSON.stringify(calls).includes('hidden'));
    }),
  );
});

describe('arguments in a log', () => {
  const masked = (...args: string[]): string[] => maskArguments(args, {});

  it('lose what stands behind the name of a secret', () => {
    assert.deepEqual(masked('--token', 'abc', '--api-key=abc', 'PGPASSWORD=a b', '--password', '--force'), [
      ...['--token', '***', '--api-key=***', 'PGPASSWORD=***', '--password', '--force'],
    ]);
  });

  it('lose a URL with any character in its password', () => {
    for (const secret of ['p"a ss', "p'a@ss", 'a`b', 'ä\nb', '<x>']) {
      assert.deepEqual(masked(`postgresql://ann:${secret}@h/app`), ['postgresql://***']);
      assert.deepEqual(masked(`--url=postgres://h/app?password=${secret}`), ['--url=postgres://***']);
    }
  });

  it('keep everything else', () => {
    const plain = ['--env', 'prod', 'postgresql://h:5432/app', 'a@b', 'https://example.com/x?y=1', ''];
    assert.deepEqual(masked(...plain), plain);
  });

  it('are written in one line that a person can read', () => {
    const many = Array.from({ length: 3_000 }, (_, number) => String(number));
    const call = {
      what: 'program',
      program: 'git',
      milliseconds: 1234.5,
      end: { kind: 'ended', code: 0 },
    } as const;
    const { text } = callLine({ ...call, args: ['a\nb', 'x'.repeat(300), ...many] });
    assert.ok(text.startsWith(`program git "a\\nb" "${'x'.repeat(200)}…" 0 1 2 `), text);
    assert.match(text, / … and 2,982 more: exit code 0 \(1,235 ms\)$/);
  });
});
