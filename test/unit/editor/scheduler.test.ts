import assert from 'node:assert/strict';
import { Scheduler } from '../../../src/editor/scheduler';
import { manualClock } from '../../helpers/manual-clock';

/** A job that writes down when it starts, and ends when it is told to. */
function slowJob() {
  const started: string[] = [];
  const ends: (() => void)[] = [];
  return {
    started,
    run: (key: string) =>
      new Promise<void>((resolve) => {
        started.push(key);
        ends.push(resolve);
      }),
    async endNext() {
      ends.shift()?.();
      await Promise.resolve(); // Let what follows the end happen.
      await Promise.resolve();
    },
  };
}

describe('the scheduler', () => {
  function setUp() {
    const clock = manualClock();
    const job = slowJob();
    return { clock, job, scheduler: new Scheduler(job.run, clock) };
  }

  it('runs once nothing has been asked for during the delay', () => {
    const { clock, job, scheduler } = setUp();
    scheduler.schedule('a', 150);
    clock.pass(149);
    assert.deepEqual(job.started, []);
    clock.pass(1);
    assert.deepEqual(job.started, ['a']);
  });

  it('starts the wait again with every request', () => {
    const { clock, job, scheduler } = setUp();
    scheduler.schedule('a', 150);
    clock.pass(100);
    scheduler.schedule('a', 150);
    clock.pass(100);
    assert.deepEqual(job.started, []);
    clock.pass(50);
    assert.deepEqual(job.started, ['a']);
  });

  it('does not make one key wait for another', () => {
    const { clock, job, scheduler } = setUp();
    scheduler.schedule('a', 150);
    clock.pass(100);
    scheduler.schedule('b', 150);
    clock.pass(50);
    assert.deepEqual(job.started, ['a']);
    clock.pass(100);
    assert.deepEqual(job.started, ['a', 'b']);
  });

  it('never runs a key twice at a time, and runs once more for all requests that came due meanwhile', async () => {
    const { clock, job, scheduler } = setUp();
    scheduler.schedule('a', 10);
    clock.pass(10);
    for (let i = 0; i < 3; i += 1) {
      scheduler.schedule('a', 10);
      clock.pass(10);
    }
    assert.deepEqual(job.started, ['a']);
    await job.endNext();
    assert.deepEqual(job.started, ['a', 'a']);
    await job.endNext();
    assert.deepEqual(job.started, ['a', 'a']);
  });

  it('does not run what was cancelled, neither while it waits for its delay nor for a run to end', async () => {
    const { clock, job, scheduler } = setUp();
    scheduler.schedule('a', 10);
    scheduler.cancel('a');
    clock.pass(10);
    assert.deepEqual(job.started, []);

    scheduler.schedule('a', 10);
    clock.pass(10);
    scheduler.schedule('a', 10);
    clock.pass(10);
    scheduler.cancel('a');
    await job.endNext();
    assert.deepEqual(job.started, ['a']);
  });

  it('runs nothing any more once it is disposed of', async () => {
    const { clock, job, scheduler } = setUp();
    scheduler.schedule('running', 0);
    clock.pass(0);
    scheduler.schedule('running', 0);
    clock.pass(0);
    scheduler.schedule('waiting', 10);
    scheduler.dispose();
    clock.pass(10);
    await job.endNext();
    assert.deepEqual(job.started, ['running']);
  });
});
