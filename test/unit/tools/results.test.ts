import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Mocha from 'mocha';
import { recordResults, type TestResult } from '../../helpers/results';
import { skip } from '../../helpers/skip';

/** Runs tests in a mocha of their own and gives what was recorded of them. */
function record(define: (suite: Mocha.Suite) => void): Promise<readonly TestResult[]> {
  const mocha = new Mocha({ reporter: Mocha.reporters.Base });
  define(Mocha.Suite.create(mocha.suite, 'a suite'));
  return new Promise((resolve) => {
    const results = recordResults(mocha.run(() => resolve(results)));
  });
}

describe('the results of a suite', () => {
  let folder: string;
  let outer: string | undefined;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-results-'));
    // What these tests record must not replace what is recorded of them.
    outer = process.env['MIGRATION_GUARD_TEST_RESULTS'];
    delete process.env['MIGRATION_GUARD_TEST_RESULTS'];
  });

  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
    delete process.env['MIGRATION_GUARD_TEST_RESULTS'];
    if (outer !== undefined) process.env['MIGRATION_GUARD_TEST_RESULTS'] = outer;
  });

  it('show what passed and what failed, with the suites above it', async () => {
    const results = await record((suite) => {
      suite.addTest(new Mocha.Test('passes', () => undefined));
      suite.addTest(new Mocha.Test('fails', () => assert.fail('on purpose')));
    });
    const messages = results.map(({ titles, state }) => [...titles, state]);
    assert.deepEqual(messages, [
      ['a suite', 'passes', 'passed'],
      ['a suite', 'fails', 'failed'],
    ]);
    const failed = results.find(({ state }) => state === 'failed');
    assert.match(failed?.state === 'failed' ? failed.error : '', /on purpose/);
  });

  it('show why a test failed that passed when it was tried again, and nothing of that at the next one', async () => {
    let attempts = 0;
    const results = await record((suite) => {
      suite.retries(1);
      suite.addTest(new Mocha.Test('is late', () => assert.ok(attempts++ > 0, 'too late')));
      suite.addTest(new Mocha.Test('is on time', () => undefined));
    });
    const firsts = results.map((result) => (result.state === 'passed' ? result.failedFirst : result.state));
    assert.match(firsts[0] ?? '', /too late/);
    assert.deepEqual([firsts.length, firsts[1]], [2, undefined]);
  });

  it('show why a test was skipped', async () => {
    const results = await record((suite) => {
      suite.addTest(
        new Mocha.Test('is skipped', function (this: Mocha.Context) {
          skip(this, 'there is no server');
        }),
      );
    });
    const titles = ['a suite', 'is skipped'];
    assert.deepEqual(results, [{ titles, state: 'skipped', reason: 'there is no server' }]);
  });

  it('show why a hook skipped a whole suite, for each of its tests', async () => {
    const results = await record((suite) => {
      suite.beforeAll(function () {
        skip(this, 'there is no server');
      });
      const inner = Mocha.Suite.create(suite, 'an inner one');
      suite.addTest(new Mocha.Test('first', () => undefined));
      inner.addTest(new Mocha.Test('second', () => undefined));
    });
    const reasons = results.map((result) => result.state === 'skipped' && result.reason);
    assert.deepEqual(reasons, ['there is no server', 'there is no server']);
  });

  it('give no reason where none was given', async () => {
    const results = await record((suite) => {
      suite.addTest(new Mocha.Test('is still to be written'));
    });
    assert.deepEqual(results, [{ titles: ['a suite', 'is still to be written'], state: 'skipped' }]);
  });

  it('are written to the file that the environment names, when the run has ended', async () => {
    const file = path.join(folder, 'results.json');
    process.env['MIGRATION_GUARD_TEST_RESULTS'] = file;
    const results = await record((suite) => {
      suite.addTest(new Mocha.Test('passes', () => undefined));
    });
    assert.equal(results.length, 1);
    assert.deepEqual(JSON.parse(fs.readFileSync(file, 'utf8')), results);
  });
});
