import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { surviveClosedPipes, usesColor, widthOf } from '../../../src/cli/terminal';

const terminal = { write: () => true, isTTY: true, columns: 100 };
const pipe = { write: () => true };

describe('colours', () => {
  it('are for terminals that can show them', () => {
    assert.equal(usesColor(undefined, {}, terminal), true);
    assert.equal(usesColor(undefined, { TERM: 'dumb' }, terminal), false);
    assert.equal(usesColor(undefined, {}, pipe), false);
  });

  it('follow the command line first, then FORCE_COLOR, then NO_COLOR', () => {
    assert.equal(usesColor(true, { NO_COLOR: '1', FORCE_COLOR: '0' }, pipe), true);
    assert.equal(usesColor(false, { FORCE_COLOR: '1' }, terminal), false);
    assert.equal(usesColor(undefined, { FORCE_COLOR: '1', NO_COLOR: '1' }, pipe), true);
    assert.equal(usesColor(undefined, { FORCE_COLOR: '0' }, terminal), false);
    assert.equal(usesColor(undefined, { NO_COLOR: '1' }, terminal), false);
    assert.equal(usesColor(undefined, { NO_COLOR: '' }, terminal), true);
  });
});

describe('the width', () => {
  it('is the terminal’s, within what can be read, and 80 elsewhere', () => {
    assert.equal(widthOf(terminal), 100);
    assert.equal(widthOf({ ...terminal, columns: 300 }), 120);
    assert.equal(widthOf({ ...terminal, columns: 10 }), 40);
    assert.equal(widthOf({ ...terminal, columns: 0 }), 80);
    assert.equal(widthOf({ ...pipe, columns: 300 }), 80);
  });

  it('is what COLUMNS says, where that is a number', () => {
    assert.equal(widthOf(terminal, { COLUMNS: '60' }), 60);
    assert.equal(widthOf(pipe, { COLUMNS: '110' }), 110);
    assert.equal(widthOf(pipe, { COLUMNS: '1000' }), 120);
    for (const COLUMNS of ['', '0', '-60', '6e1']) assert.equal(widthOf(terminal, { COLUMNS }), 100, COLUMNS);
  });
});

describe('a write that fails', () => {
  function fail(code: string): { failed: boolean; message: string } {
    const stdout = new PassThrough();
    const stderr = new PassThrough({ encoding: 'utf8' });
    let failed = false;
    surviveClosedPipes(stdout, stderr, () => (failed = true));
    stdout.emit('error', Object.assign(new Error('it failed'), { code }));
    stderr.emit('error', Object.assign(new Error('this one too'), { code }));
    return { failed, message: String(stderr.read() ?? '') };
  }

  it('is none where the reader has gone', () => {
    assert.deepEqual(fail('EPIPE'), { failed: false, message: '' });
  });

  it('is said where the disk is full', () => {
    assert.deepEqual(fail('ENOSPC'), {
      failed: true,
      message: 'migration-guard: the result could not be written: it failed\n',
    });
  });
});
