import assert from 'node:assert/strict';
import fs from 'node:fs';
import { runCaptured } from '../../../../src/adapters/process/run-captured';
import { inWorkspace } from '../../../helpers/workspace';

/** Says that it runs, and cleans up when it is asked to end. */
const program = `
  process.on('SIGTERM', () => { require('node:fs').rmSync('running'); process.exit(143); });
  require('node:fs').writeFileSync('running', '');
  setInterval(() => undefined, 1000);`;

/** Runs it until it runs, and then gives it up. */
async function givenUp(folder: string, running: string, killAfterMs: number | undefined) {
  const controller = new AbortController();
  const watcher = fs.watch(folder, () => {
    if (fs.existsSync(running)) controller.abort();
  });
  try {
    const { signal } = controller;
    return await runCaptured(process.execPath, ['-e', program], {
      ...{ cwd: folder, env: process.env, timeoutMs: 20_000, stop: signal, killAfterMs },
    });
  } finally {
    watcher.close();
  }
}

describe('a program that is given up', () => {
  it(
    'is ended at once',
    inWorkspace(async ({ folder, at }) => {
      assert.deepEqual(await givenUp(folder, at('running'), undefined), {
        kind: 'killed',
        signal: 'SIGKILL',
      });
      assert.ok(fs.existsSync(at('running')));
    }),
  );

  it(
    'may clean up before, where somebody is patient',
    inWorkspace(async ({ folder, at }) => {
      assert.deepEqual(await givenUp(folder, at('running'), 15_000), { kind: 'killed', signal: 'SIGKILL' });
      assert.ok(!fs.existsSync(at('running')));
    }),
  );

  it(
    'is not started where nobody wants it any more',
    inWorkspace(async ({ folder, at }) => {
      const { kind } = await runCaptured(process.execPath, ['-e', program], {
        ...{ cwd: folder, env: process.env, timeoutMs: 20_000, stop: AbortSignal.abort() },
      });
      assert.equal(kind, 'killed');
      assert.ok(!fs.existsSync(at('running')));
    }),
  );
});
