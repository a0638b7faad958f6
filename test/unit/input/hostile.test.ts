import assert from 'node:assert/strict';
import { scan } from '../../../src/core/sql/scan';
import { readScript } from '../../../src/core/sql/statements';

/** Texts that a reader would take the square of their length for, if it looked for each end anew. */
const hostile: Record<string, string> = {
  'comments without an end': '/*\n'.repeat(300_000),
  'nested comments with too few ends': '/*\n'.repeat(200_000) + '*/'.repeat(199_999),
  'dollar quotations without an end': Array.from({ length: 100_000 }, (_, tag) => `$a${tag}$\n`).join(''),
  'quotes without an end': `'"\n`.repeat(100_001),
  'escaped quotes': `E'\\'\n`.repeat(100_001),
  'constants with escapes': "E'a' ".repeat(200_000),
  remarks: `;${'-- a\n'.repeat(200_000)}`,
};

describe('a hostile text of a megabyte', () => {
  for (const [what, text] of Object.entries(hostile)) {
    it(`is read at once: ${what}`, function () {
      // Some milliseconds if it is read once; minutes if not.
      this.timeout(10_000);
      readScript(text);
    });
  }
});

describe('a comment that is not closed', () => {
  const pieces = (text: string): string[] => {
    const { tokens, comments } = scan(text);
    return [...tokens, ...comments]
      .sort((a, b) => a.start - b.start)
      .map(({ start, end }) => text.slice(start, end));
  };

  it('goes on to the end of its line, and those within it that are closed stay comments', () => {
    assert.deepEqual(pieces('/* a\n/* b */ c /* d\n/* e\n*/ */ f'), [
      '/* a',
      '/* b */',
      'c',
      '/* d\n/* e\n*/ */',
      'f',
    ]);
    assert.deepEqual(pieces('/* a\n/* b\n/* c */'), ['/* a', '/* b', '/* c */']);
  });

  it('leaves a dollar quotation alone, also behind one that is not closed', () => {
    assert.deepEqual(pieces('$a$ x\n$b$ y $a $b$ z $b$w$b$'), ['$a$ x', '$b$ y $a $b$', 'z', '$b$w$b$']);
  });
});
