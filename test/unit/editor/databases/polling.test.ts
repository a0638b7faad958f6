import assert from 'node:assert/strict';
import { Polling } from '../../../../src/editor/databases/polling';
import { manualClock } from '../../../helpers/manual-clock';

/** A poll whose answers are others or not as the test wants. */
function setUp() {
  const clock = manualClock();
  const answers: boolean[] = [];
  let asked = 0;
  const polling = new Polling({
    ask: () => {
      asked += 1;
      return Promise.resolve(answers.shift() ?? false);
    },
    clock,
    shortest: 10,
    longest: 60,
  });
  const pass = async (milliseconds: number): Promise<number> => {
    clock.pass(milliseconds);
    await new Promise((resolve) => setImmediate(resolve));
    return asked;
  };
  return { polling, answers, pass };
}

describe('asking from time to time', () => {
  it('begins when somebody looks, and not before', async () => {
    const { polling, pass } = setUp();
    assert.equal(await pass(1_000), 0);
    polling.start();
    assert.equal(await pass(9), 0);
    assert.equal(await pass(1), 1);
  });

  it('waits twice as long each time that nothing is new, up to the longest pause', async () => {
    const { polling, pass } = setUp();
    polling.start();
    assert.equal(await pass(10), 1);
    assert.equal(await pass(19), 1);
    assert.equal(await pass(1), 2);
    assert.equal(await pass(40), 3);
    assert.equal(await pass(59), 3);
    assert.equal(await pass(1), 4);
    assert.equal(await pass(60), 5);
  });

  it('asks often again once something is new', async () => {
    const { polling, answers, pass } = setUp();
    answers.push(false, true);
    polling.start();
    await pass(10);
    assert.equal(await pass(20), 2);
    assert.equal(await pass(10), 3);
  });

  it('ends when nobody looks any more, also in the middle of a question', async () => {
    const { polling, pass } = setUp();
    polling.start();
    await pass(10);
    polling.stop();
    assert.equal(await pass(1_000), 1);
    polling.start();
    assert.equal(await pass(10), 2);
  });
});
