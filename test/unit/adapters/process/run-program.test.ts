import assert from 'node:assert/strict';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import {
  type ProgramOptions,
  type ProgramResult,
  runProgram,
} from '../../../../src/adapters/process/run-program';
import { runWatched } from '../../../../src/adapters/process/run-watched';
import { untilGone, untilWritten } from '../../../helpers/processes';
import { inWorkspace } from '../../../helpers/workspace';

function run(cwd: string, script: string, options: Partial<ProgramOptions> = {}): Promise<ProgramResult> {
  return runProgram(process.execPath, ['-e', script], {
    ...{ cwd, env: process.env, stdin: 'ignore', stdout: 'collect', stderr: 'collect' },
    ...options,
  });
}

/** Says who it is, and runs on. */
const endless = `
  require('node:fs').writeFileSync('pid', process.pid + '\\n');
  process.on('SIGTERM', () => console.log('asked to end'));
  setInterval(() => undefined, 1000);`;

describe('a program that we run', () => {
  it(
    'has its output collected as it is, and passed on without its secrets',
    inWorkspace(async ({ folder }) => {
      const to = new PassThrough();
      const script = `console.log('s3cret out'); console.error('s3cret err'); process.exitCode = 4;`;
      const result = await run(folder, script, { stderr: to, secrets: ['s3cret'] });
      const ended = { kind: 'ended', code: 4, stdout: 's3cret out\n', stderr: '', answer: '' };
      assert.deepEqual(result, ended);
      assert.equal(await text(to.end()), '*** err\n');
    }),
  );

  it(
    'answers on a descriptor of its own where it is asked to',
    inWorkspace(async ({ folder }) => {
      const script = `require('node:fs').writeSync(3, 'answer'); console.log('printed');`;
      const result = await run(folder, script, { answers: true });
      assert.equal(result.kind === 'ended' && result.answer, 'answer');
    }),
  );

  // Mutations: a signal that only the program gets, not what it started; an end that waits for what holds the output.
  for (const sharesTerminal of [false, true]) {
    it(
      `gets our signals with all that it started, ${sharesTerminal ? 'in' : 'without'} a terminal`,
      inWorkspace(async ({ folder, at }) => {
        const script = `
          require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(endless.replace('SIGTERM', 'SIGHUP'))}], { stdio: 'inherit' });
          setInterval(() => undefined, 1000);`;
        const running = run(folder, script, { foreground: { sharesTerminal } });
        const pid = Number(await untilWritten(at('pid')));
        process.emit('SIGTERM', 'SIGTERM');
        assert.deepEqual(await running, { kind: 'killed', signal: 'SIGTERM' });
        await untilGone(pid);
      }),
    );
  }

  it(
    'is not waited for any longer where what it started does not end by a signal',
    inWorkspace(async ({ folder, at }) => {
      const script = `
        require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(endless)}], { stdio: 'inherit', detached: true });
        setInterval(() => undefined, 1000);`;
      const running = run(folder, script, { foreground: { sharesTerminal: false } });
      const pid = Number(await untilWritten(at('pid')));
      process.emit('SIGTERM', 'SIGTERM');
      assert.deepEqual(await running, { kind: 'killed', signal: 'SIGTERM' });
      process.kill(pid, 'SIGKILL');
    }),
  );

  it(
    'is ended with all that it started when nobody wants it any more',
    inWorkspace(async ({ folder, at }) => {
      const script = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(endless)}], { stdio: 'inherit' });`;
      const stop = new AbortController();
      const running = run(folder, script, { stop: stop.signal });
      const pid = Number(await untilWritten(at('pid')));
      stop.abort();
      assert.deepEqual(await running, { kind: 'killed', signal: 'SIGKILL' });
      await untilGone(pid);
    }),
  );

  it(
    'is not waited for longer than for what it leaves running',
    inWorkspace(async ({ folder, at }) => {
      const script = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(endless)}], { stdio: 'inherit' }).unref();
        const wait = setInterval(() => { if (require('node:fs').existsSync('pid')) process.exit(0); }, 10);`;
      const { kind } = await run(folder, script, { timeoutMs: 15_000, leftoverMs: 100 });
      assert.equal(kind, 'ended');
      await untilGone(Number(await untilWritten(at('pid'))));
    }),
  );

  it(
    'is left alone when it may come to its end by itself, and ended when it does not',
    inWorkspace(async ({ folder, at, write }) => {
      const options = { cwd: folder, env: process.env, timeoutMs: 15_000, secrets: [] };
      const stopped = async (script: string, killAfterMs: number) => {
        const stop = new AbortController();
        const output = { write: (): undefined => undefined };
        const watched = runWatched(process.execPath, ['-e', script], {
          ...{ ...options, output, stop: stop.signal, killAfterMs },
        });
        const pid = Number(await untilWritten(at('pid')));
        const aborted = once(stop.signal, 'abort');
        stop.abort();
        await aborted;
        write({ stopped: '' });
        const ended = await watched;
        await untilGone(pid);
        write({ pid: undefined, stopped: undefined });
        return ended;
      };
      const ending = `${endless}
        setInterval(() => { if (require('node:fs').existsSync('stopped')) { console.log('done'); process.exit(5); } }, 10);`;
      const { end, printed } = await stopped(ending, 14_000);
      assert.deepEqual([end.kind, end.kind === 'ended' && end.code, printed], ['ended', 5, 'done\n']);
      assert.deepEqual((await stopped(endless, 50)).end, { kind: 'timed-out' });
    }),
  );
});
