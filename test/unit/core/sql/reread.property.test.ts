import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdit, readEdit, toReading, type Reading } from '../../../../src/core/sql/reread';
import { readSteps, readWholeScript } from '../../../../src/core/sql/steps';
import { fragments, randomEdit, script, withEdit } from './random-sql';
import { propertyRuns } from '../../../helpers/property-runs';

// fast-check prints the seed and the smallest counterexample of what fails.

function readWhole(text: string): Reading {
  const whole = readWholeScript(text);
  return toReading(text, whole, readSteps(text, whole));
}

function edited(before: Reading, text: string): Reading {
  const edit = readEdit(before, text);
  assert.ok(edit);
  return applyEdit(before, edit, edit.steps);
}

function assertSame(read: Reading, text: string): void {
  assert.deepEqual(read, readWhole(text));
  assert.equal(readSteps(text, read.script), read.steps);
  for (const { statement } of read.steps) assert.equal(read.script.statements[statement.index], statement);
}

describe('reading a text again after an edit', () => {
  // Catches a limit that does not look at quotations without an end, and a moved statement whose comments stay behind.
  it('gives what reading all of it gives, edit after edit', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(script, { maxLength: 4 }).map((parts) => parts.join('')),
          fragments,
        ),
        fc.array(randomEdit, { minLength: 1, maxLength: 5 }),
        (start, edits) => {
          let text = start;
          let read = readWhole(text);
          for (const edit of edits) {
            text = withEdit(text, edit);
            read = edited(read, text);
            assertSame(read, text);
          }
        },
      ),
      { numRuns: propertyRuns(3000) },
    );
  });

  it('reads a comment that is opened far above what it hides, and closed behind it', () => {
    const text = 'DROP TABLE a;\n/* DROP TABLE b;\nDROP TABLE c;\nDROP TABLE d;\n';
    const open = readWhole(text);
    assert.equal(open.steps.length, 3);
    const closed = `${text}-- */\n`;
    const read = edited(open, closed);
    assertSame(read, closed);
    assert.equal(read.steps.length, 1);
  });

  it('keeps the steps, whoever has them, where an edit changes nothing that they do', () => {
    const before = readWhole('DROP TABLE a;\n-- of\nDROP TABLE b, c;\nDROP TABLE d;\n');
    const { steps } = before;
    const [, second] = steps;
    const text = 'DROP TABLE a;\n-- of b\nDROP  TABLE b,  c;\nDROP TABLE d;\n';
    const read = edited(before, text);
    assert.equal(read.steps, steps);
    assert.equal(read.steps[1], second);
    assertSame(read, text);
  });

  it('reads no more than the statement around an edit', () => {
    const text = Array.from({ length: 100 }, (_, at) => `DROP TABLE t${at};\n`).join('');
    const edit = readEdit(readWhole(text), text.replace('t50;', 't50, u;'));
    assert.equal(edit?.script.statements.length, 1);
    assert.equal(edit.kept, 50);
  });
});
