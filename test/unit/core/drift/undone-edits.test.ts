import assert from 'node:assert/strict';
import { undoEdits } from '../../../../src/core/drift/undone-edits';
import { sha256 } from '../../../../src/adapters/files/sha256';

const applied = 'CREATE TABLE "a" (\n  "id" INTEGER\n);\n';
const mark = '\uFEFF';

describe('the applied text is had by undoing', () => {
  const cases: [title: string, before: string, now: string, edits: string[]][] = [
    ['a byte order mark that came', applied, mark + applied, ['byte order mark']],
    ['a byte order mark that went', mark + applied, applied, ['byte order mark']],
    [
      'white space at the ends of lines',
      applied,
      applied.replaceAll('\n', ' \t\n'),
      ['trailing white space'],
    ],
    ['a line break that came at the end', applied.trimEnd(), applied, ['line breaks at the end']],
    ['a line break that went from the end', applied, applied.trimEnd(), ['line breaks at the end']],
    ['a blank line that went from the end', `${applied}\n`, applied, ['line breaks at the end']],
    [
      'a DROP INDEX that our fix took out',
      `-- DropIndex\nDROP INDEX "a_idx";\n\n${applied}`,
      `-- migration-guard: kept a_idx, which Prisma will try to drop again\n\n${applied.trimEnd()}`,
      ['line breaks at the end', 'indexes kept'],
    ],
    ['line ends of two kinds', applied, applied.replace('\n', '\r\n'), []],
    ['line ends of old Macs', applied, applied.replaceAll('\n', '\r'), ['line ends']],
    [
      'all of it at once',
      applied,
      mark + applied.replaceAll('\n', '  \r\n').trimEnd(),
      ['trailing white space', 'line breaks at the end', 'byte order mark'],
    ],
  ];
  for (const [title, before, now, edits] of cases) {
    it(title, () => {
      const undone = undoEdits(now, sha256(before), sha256);
      assert.ok(undone);
      assert.equal(undone.text.replaceAll('\r\n', '\n'), before);
      assert.deepEqual(undone.edits, edits);
    });
  }

  it('but not what only somebody who saw it could know', () => {
    assert.equal(undoEdits(applied, sha256(applied.replace('"a"', '"b"')), sha256), undefined);
    assert.equal(
      undoEdits(applied, sha256(applied.replace(',', ' ,').replace('(', '( ')), sha256),
      undefined,
    );
  });

  it('in no more time for a long stretch of blanks', () => {
    assert.equal(undoEdits(`SELECT ${' '.repeat(1_000_000)}1;`, sha256('x'), sha256), undefined);
  });
});
