import assert from 'node:assert/strict';
import { optionIn, readTaskDefinition, taskName } from '../../../../src/editor/terminal/task-definition';

const type = 'migration-guard';

describe('the definition of a task', () => {
  it('is read as a person may write it', () => {
    assert.deepEqual(readTaskDefinition({ type, command: 'lint' }), { type, command: 'lint' });
    assert.deepEqual(
      readTaskDefinition({ type, command: 'lint', args: ['--timeout', 5], cwd: 'apps/api', label: 'x' }),
      { type, command: 'lint', args: ['--timeout', '5'], cwd: 'apps/api' },
    );
    assert.deepEqual(readTaskDefinition({ type, command: 'lint', args: 'all', cwd: 7 }), {
      type,
      command: 'lint',
    });
  });

  it('is none where it names no command, or is of another type', () => {
    assert.equal(readTaskDefinition({ type }), undefined);
    assert.equal(readTaskDefinition({ type, command: '' }), undefined);
    assert.equal(readTaskDefinition({ type: 'npm', command: 'lint' }), undefined);
  });

  // Catches: "Migration Guard: Migration Guard: verify", and two projects whose tasks look the same.
  it('has the command for a name, with the project where that is not the folder', () => {
    assert.equal(taskName({ type, command: 'verify' }), 'verify');
    assert.equal(taskName({ type, command: 'verify', args: ['--project=.'] }), 'verify');
    assert.equal(taskName({ type, command: 'verify', args: ['--project=apps/api'] }), 'verify (apps/api)');
    assert.equal(
      taskName({ type, command: 'verify', args: ['--project', './apps/api'] }),
      'verify (apps/api)',
    );
  });

  it('has options of which the last counts, and none behind --', () => {
    const args = ['--env=dev', '--env', 'stage', '--', '--env=prod'];
    assert.equal(optionIn(args, 'env'), 'stage');
    assert.equal(optionIn(args, 'project'), undefined);
  });
});
