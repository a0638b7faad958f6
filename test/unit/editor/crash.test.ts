import assert from 'node:assert/strict';
import { HumanError } from '../../../src/core/human-error';
import { failureOf } from '../../../src/editor/databases/failure-of';
import { logCrash } from '../../../src/editor/log-crash';

const advice = 'Please report this with the output of migration-guard doctor';

function logged(error: unknown): string[] {
  const lines: string[] = [];
  logCrash({ error: (line) => lines.push(String(line)) }, error);
  return lines;
}

describe('an error that nobody foresaw', () => {
  it('is shown in the sidebar with what to do, and one that a person can correct as it is', () => {
    assert.equal(failureOf(new TypeError('x is undefined')).message, `x is undefined. ${advice}`);
    assert.equal(failureOf(new HumanError('Set the URL.')).message, 'Set the URL.');
  });

  it('is logged with what to do, and one that a person can correct as it is', () => {
    assert.deepEqual(logged(new TypeError('x is undefined')), ['TypeError: x is undefined', advice]);
    assert.deepEqual(logged(new HumanError('Set the URL.')), ['HumanError: Set the URL.']);
  });
});
