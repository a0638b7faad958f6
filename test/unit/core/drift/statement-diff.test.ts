import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commonSequence } from '../../../../src/core/drift/common-sequence';
import { diffLines } from '../../../../src/core/drift/line-diff';
import { diffStatements } from '../../../../src/core/drift/statement-diff';
import { verdictOf } from '../../../../src/core/drift/verdict';

/** `3: -was +is`, by the line in today's text. */
function linesOf(before: string, now: string): string[] {
  return diffStatements(before, now).map(({ kind, before: was, now: is }) =>
    [`${kind} ${(is ?? was)?.line ?? 0}:`, was && `-${was.text}`, is && `+${is.text}`]
      .filter(Boolean)
      .join(' '),
  );
}

describe('the statements that differ', () => {
  it('are those whose tokens do, whatever comments and white space are between', () => {
    const before = '-- One\nSELECT 1;\nSELECT  2;\nSELECT 3;\n';
    assert.deepEqual(linesOf(before, 'SELECT 1; -- one\n\n/* two */ select 2;\nSELECT 4;'), [
      'changed 4: -SELECT 3; +SELECT 4;',
    ]);
  });

  it('are shown as removed and added if they are of another kind', () => {
    assert.deepEqual(linesOf('DROP TABLE a;\nSELECT 1;', 'SELECT 1;\nCREATE TABLE b ();'), [
      'removed 1: -DROP TABLE a;',
      'added 2: +CREATE TABLE b ();',
    ]);
  });

  it('stay in their order where one that changed stands among new ones', () => {
    assert.deepEqual(linesOf('ALTER TABLE a ADD b int;', 'SELECT 1;\nALTER TABLE a ADD c int;\nSELECT 2;'), [
      'added 1: +SELECT 1;',
      'changed 2: -ALTER TABLE a ADD b int; +ALTER TABLE a ADD c int;',
      'added 3: +SELECT 2;',
    ]);
  });

  it('include one that only lost its semicolon', () => {
    assert.deepEqual(linesOf('SELECT 1;', 'SELECT 1'), ['changed 1: -SELECT 1; +SELECT 1']);
  });

  it('are none where the verdict is not that the text was changed', () => {
    const text = fc
      .array(fc.constantFrom('SELECT 1;', 'DROP TABLE a;', "SELECT 'x'", '-- c\n', '\n', ' ', ';', "'y'"), {
        maxLength: 12,
      })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (before, now) => {
        if (verdictOf(before, now) !== 'changed') assert.deepEqual(linesOf(before, now), []);
      }),
    );
  });
});

describe('the common sequence', () => {
  it('keeps what stands in both lists in the same order, as much as there is', () => {
    assert.deepEqual(commonSequence('a b c d e'.split(' '), 'a x c y e'.split(' ')), [
      [0, 0],
      [2, 2],
      [4, 4],
    ]);
    assert.equal(commonSequence('a b c b d a b'.split(' '), 'b d c a b a'.split(' ')).length, 4);
  });

  it('rises in both lists and names equal elements', () => {
    const list = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 10 });
    fc.assert(
      fc.property(list, list, (before, now) => {
        let last = [-1, -1];
        for (const [a, b] of commonSequence(before, now)) {
          assert.equal(before[a], now[b]);
          assert.ok(a > (last[0] ?? 0) && b > (last[1] ?? 0));
          last = [a, b];
        }
      }),
    );
  });

  it('of long lists is found however much one of them has besides', () => {
    const list = Array.from({ length: 50_000 }, (_, index) => String(index));
    const other = list.map((element) => `other ${element}`);
    assert.deepEqual(commonSequence(list, other), []);
    assert.deepEqual(
      commonSequence(list, [...other, ...list]),
      list.map((_, index) => [index, index + other.length]),
    );
  });

  it('of long lists in another order is what they begin and end with alike', () => {
    const list = Array.from({ length: 50_000 }, (_, index) => String(index));
    const halves = ['first', ...list.slice(30_000), ...list.slice(0, 30_000), 'last'];
    const end = list.length + 1;
    assert.deepEqual(commonSequence(['first', ...list, 'last'], halves), [
      [0, 0],
      [end, end],
    ]);
  });
});

describe('the lines that differ', () => {
  const lines = (before: string, now: string): string[] =>
    diffLines(before, now).map(({ sign, text }) => sign + text);

  it('are shown among those that do not', () => {
    assert.deepEqual(lines('a\nb\nc', 'a\nx\nc'), [' a', '-b', '+x', ' c']);
    assert.deepEqual(lines('a\r\nb', 'a\nc'), [' a', '-b', '+c'], 'line ends are passed over');
  });

  it('are those with another line end where nothing else differs', () => {
    assert.deepEqual(lines('a\r\nb', 'a\nb'), ['-a\r', '+a', ' b']);
  });

  it('make both texts', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '\n'), { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (before, now) => {
        const diff = diffLines(before, now);
        const side = (other: string): string =>
          diff.flatMap(({ sign, text: line }) => (sign === other ? [] : [line])).join('\n');
        assert.equal(side('+'), before);
        assert.equal(side('-'), now);
      }),
    );
  });
});
