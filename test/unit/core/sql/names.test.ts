import assert from 'node:assert/strict';
import { Cursor } from '../../../../src/core/sql/cursor';
import { byteLength, cutToBytes, nameOf, quoteName } from '../../../../src/core/sql/names';
import { scan } from '../../../../src/core/sql/scan';

function name(source: string): string | undefined {
  return Cursor.of(source).identifier()?.name;
}

describe('names', () => {
  it('are folded in ASCII only, and not where they are quoted', () => {
    assert.equal(name('IDX_Été_ÀB'), 'idx_Été_Àb');
    assert.equal(name('İI'), 'İi');
    assert.equal(name('"Idx"'), 'Idx');
    assert.equal(name('a$B'), 'a$b');
  });

  it('are cut at 63 bytes, never inside a character', () => {
    assert.equal(name('a'.repeat(70)), 'a'.repeat(63));
    assert.equal(name(`"${'é'.repeat(40)}"`), 'é'.repeat(31));
    assert.equal(name(`${'a'.repeat(62)}é`), 'a'.repeat(62));
    assert.equal(name(`"${'😀'.repeat(16)}"`), '😀'.repeat(15));
    assert.equal(name('a'.repeat(63)), 'a'.repeat(63));
  });

  it('have doubled quotes undoubled', () => {
    assert.equal(name('"a""b"'), 'a"b');
    assert.equal(quoteName('a"b'), '"a""b"');
  });

  it('have Unicode escapes resolved, with UESCAPE if it stands there', () => {
    assert.equal(name('U&"d\\0061t\\+000061"'), 'data');
    assert.equal(name('u&"\\D83D\\DE00"'), '😀');
    assert.equal(name(`U&"d!0061t!!" UESCAPE '!'`), 'dat!');
    assert.equal(name('U&"a\\\\b"'), 'a\\b');
    assert.equal(name('U&"a""b"'), 'a"b');
    assert.equal(name('U&"\\00"'), '\\00');
    assert.equal(name('"\\0061"'), '\\0061');
  });

  it('may be half typed', () => {
    const text = '"abc\nx';
    assert.equal(nameOf(text, scan(text).tokens[0]!), 'abc');
  });

  it('are measured in bytes of UTF-8', () => {
    assert.deepEqual(
      ['a', 'é', '名', '😀'].map(byteLength),
      ['a', 'é', '名', '😀'].map((text) => Buffer.byteLength(text)),
    );
    assert.equal(cutToBytes('名😀', 3), '名');
    assert.equal(cutToBytes('名😀', 6), '名');
    assert.equal(cutToBytes('名😀', 7), '名😀');
  });
});
