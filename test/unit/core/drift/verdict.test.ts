import assert from 'node:assert/strict';
import { firstDifference, verdictOf } from '../../../../src/core/drift/verdict';

describe('the verdict on an edited migration', () => {
  const cases: [title: string, before: string, now: string, verdict: string][] = [
    ['line ends alone', 'SELECT 1;\nSELECT 2;\n', 'SELECT 1;\r\nSELECT 2;\r\n', 'same'],
    ['a comment', 'SELECT 1;\n', '-- why\nSELECT 1;\n', 'cosmetic'],
    ['white space', 'SELECT  1 ;', 'SELECT 1;\n', 'cosmetic'],
    ['the case of keywords', 'select A;', 'SELECT a;', 'cosmetic'],
    ['a byte order mark', 'SELECT 1;', '\uFEFFSELECT 1;', 'cosmetic'],
    ['line ends in a function body', 'DO $$\nBEGIN\nEND $$; --', 'DO $$\r\nBEGIN\r\nEND $$; --x', 'cosmetic'],
    ['a comment in a function body', 'DO $$ BEGIN END $$;', 'DO $$ BEGIN /* */ END $$;', 'changed'],
    ['the case of a quoted name', 'SELECT "A";', 'SELECT "a";', 'changed'],
    ['a constant', "SELECT 'a';", "SELECT 'b';", 'changed'],
    ['a line break between two constants', "SELECT 'a'\n'b';", "SELECT 'a' 'b';", 'changed'],
    ['white space within an operator', 'SELECT a @> b;', 'SELECT a @ > b;', 'changed'],
    [
      'a statement moved into a comment',
      'SELECT 1;\nDROP TABLE a;',
      'SELECT 1;\n-- DROP TABLE a;',
      'changed',
    ],
    ['a quotation that never ends', "SELECT 'a';", "SELECT 'a;", 'changed'],
    ['line ends in a constant', 'SELECT $$a\nb$$; --', 'SELECT $$a\r\nb$$;', 'changed'],
    [
      'line ends in a body of DO',
      'DO LANGUAGE plpgsql $$\n$$; --',
      'DO LANGUAGE plpgsql $$\r\n$$;',
      'cosmetic',
    ],
    ['a comment between two constants', "SELECT 'a'\n'b';", "SELECT 'a' -- x\n'b';", 'cosmetic'],
    ['a block comment between two constants', "SELECT 'a'\n'b';", "SELECT 'a' /* */\n'b';", 'changed'],
    ['a comment that never ends', 'SELECT 1;', 'SELECT 1; /* /* */', 'changed'],
    [
      'anything where backslashes may escape',
      "SET standard_conforming_strings = off; SELECT 'a\\' --';",
      "SET standard_conforming_strings = off; SELECT 'a\\' ';",
      'changed',
    ],
    ['a final semicolon', 'SELECT 1', 'SELECT 1;', 'changed'],
    ['a word that is joined to a number', 'SELECT a 1', 'SELECT a1', 'changed'],
  ];
  for (const [title, before, now, verdict] of cases) {
    it(`is ${verdict} for ${title}`, () => assert.equal(verdictOf(before, now), verdict));
  }
});

describe('the first difference', () => {
  const differing = (before: string, now: string): string => {
    const { start, end } = firstDifference(before, now);
    return now.slice(start, end);
  };

  it('is the stretch between what is the same before and after it', () => {
    assert.equal(differing('lists = 50);', 'lists = 60);'), '6');
    assert.equal(differing('a;\nb;', 'a;\n-- x\nb;'), '-- x\n');
  });

  // Catches: on Windows, where git writes CRLF, every edit would be from the first line's end to the last's.
  it('does not count line ends, in whichever of the two they are CRLF', () => {
    const [was, is] = ['a;\nb;\nc;\n', 'a;\nx;\ny;\nc;\n'];
    for (const now of [is, is.replaceAll('\n', '\r\n')]) {
      for (const before of [was, was.replaceAll('\n', '\r\n')]) {
        assert.equal(differing(before, now).replaceAll('\r\n', '\n'), 'x;\ny');
      }
    }
    assert.equal(differing('a\r\n', 'a\r\n-- x\r\n'), '-- x\r\n');
  });

  it('is at least one character, also where something is gone', () => {
    assert.equal(differing('a b c', 'a c').length, 1);
    assert.equal(differing('ab', 'a').length, 1);
    assert.equal(differing('a', ''), '');
  });
});
