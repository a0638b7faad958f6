import assert from 'node:assert/strict';

interface Lanes {
  readonly runJobs: (
    jobs: readonly { readonly name: string; readonly node: readonly string[] }[],
    cwd: string,
    times: { readonly limitMs: number; readonly graceMs: number },
  ) => Promise<{ readonly name: string; readonly succeeded: boolean; readonly seconds: number }[]>;
}

// From out/test/unit/tools; the compiler has no types of it.
const file: string = '../../../../test/tools/lanes.mjs';

async function runOne(script: string, times: { readonly limitMs: number; readonly graceMs: number }) {
  const { runJobs } = (await import(file)) as Lanes;
  const [ended] = await runJobs([{ name: 'it', node: ['-e', script] }], process.cwd(), times);
  assert.ok(ended);
  return ended;
}

describe('a suite that is run beside others', () => {
  it('has succeeded if it ended with 0', async () => {
    assert.equal((await runOne('', { limitMs: 20_000, graceMs: 20_000 })).succeeded, true);
    assert.equal((await runOne('process.exit(1)', { limitMs: 20_000, graceMs: 20_000 })).succeeded, false);
  });

  it('is ended and has failed if it hangs, whatever it does about signals', async () => {
    const hangs = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`;
    const { succeeded, seconds } = await runOne(hangs, { limitMs: 1000, graceMs: 500 });
    assert.equal(succeeded, false);
    assert.ok(seconds < 15, String(seconds));
  });

  it('has ended when it has, though a program that it started still holds its output', async () => {
    const leaves = `require('node:child_process').spawn(process.execPath,
      ['-e', 'setTimeout(() => {}, 20_000)'], { stdio: 'inherit', detached: true }).unref()`;
    const { succeeded, seconds } = await runOne(leaves, { limitMs: 60_000, graceMs: 500 });
    assert.equal(succeeded, true);
    assert.ok(seconds < 15, String(seconds));
  });
});
