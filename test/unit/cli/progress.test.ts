import assert from 'node:assert/strict';
import { progressOn } from '../../../src/cli/progress';

/** A terminal that remembers what was written to it, and a clock that the test moves. */
function screen(env: Record<string, string> = {}, isTTY = true, columns = 80) {
  const written: string[] = [];
  let time = 5000;
  const stderr = { write: (text: string) => written.push(text), isTTY, columns };
  const progress = progressOn(stderr, env, () => time);
  return { progress, written, pass: (milliseconds: number) => (time += milliseconds) };
}

const clear = '\r\x1b[K';

describe('progress', () => {
  it('says nothing of what is over soon', () => {
    const { progress, written, pass } = screen();
    progress.say('Reading 2 migrations…');
    pass(299);
    progress.tick();
    progress.clear();
    assert.deepEqual(written, []);
  });

  it('shows one line after 300 ms, changes it at once from then on, and takes it away', () => {
    const { progress, written, pass } = screen();
    progress.say('Looking for projects…');
    pass(200);
    progress.say('Reading 5,000 migrations…');
    pass(100);
    progress.tick();
    progress.tick();
    progress.say('Linting 5,000 migrations…');
    progress.clear();
    progress.clear();
    assert.deepEqual(written, [
      `${clear}Reading 5,000 migrations…`,
      `${clear}Linting 5,000 migrations…`,
      clear,
    ]);
  });

  it('shows the line by itself while the work waits', async () => {
    const { progress, written, pass } = screen();
    const { mock } = await import('node:test');
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      progress.say('Asking git…');
      pass(300);
      mock.timers.tick(300);
      progress.clear();
      assert.deepEqual(written, [`${clear}Asking git…`, clear]);
    } finally {
      mock.timers.reset();
    }
  });

  it('never takes more than the line', () => {
    const { progress, written, pass } = screen({}, true, 10);
    progress.say('Reading 5,000 migrations…');
    pass(300);
    progress.tick();
    progress.clear();
    assert.deepEqual(written, [`${clear}Reading 5`, clear]);
  });

  it('is for terminals that can take a line away', () => {
    for (const { progress, written, pass } of [screen({}, false), screen({ TERM: 'dumb' })]) {
      progress.say('Reading 5,000 migrations…');
      pass(1000);
      progress.tick();
      progress.clear();
      assert.deepEqual(written, []);
    }
  });
});
