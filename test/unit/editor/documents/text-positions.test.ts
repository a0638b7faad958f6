import assert from 'node:assert/strict';
import { positionAt, sameForEditor } from '../../../../src/editor/documents/text-positions';

describe('positions in a text', () => {
  const at = (text: string, offset: number): string => {
    const { line, character } = positionAt(text, offset);
    return `${line}:${character}`;
  };

  it('count lines and characters from 0', () => {
    assert.equal(at('one\ntwo', 0), '0:0');
    assert.equal(at('one\ntwo', 3), '0:3');
    assert.equal(at('one\ntwo', 4), '1:0');
    assert.equal(at('one\ntwo', 7), '1:3');
  });

  it('take CRLF, LF and a lone CR for the end of a line', () => {
    assert.equal(at('a\r\nb\nc\rd', 7), '3:0');
  });

  it('have none between a CR and its LF', () => {
    assert.equal(at('a\r\nb', 2), '0:1');
  });

  it('count in UTF-16 units', () => {
    assert.equal(at('😀x', 2), '0:2');
  });

  it('do not count a byte order mark', () => {
    assert.equal(at('\uFEFFab\ncd', 0), '0:0');
    assert.equal(at('\uFEFFab\ncd', 2), '0:1');
    assert.equal(at('\uFEFFab\ncd', 5), '1:1');
  });

  it('end with the text', () => {
    assert.equal(at('ab\n', 99), '1:0');
  });
});

describe('two texts', () => {
  it('are the same to an editor if only line ends and a byte order mark differ', () => {
    assert.equal(sameForEditor('\uFEFFa\r\nb\r', 'a\nb\n'), true);
  });

  it('are not the same if anything else differs', () => {
    assert.equal(sameForEditor('a\nb', 'a\n b'), false);
    assert.equal(sameForEditor('a\n\nb', 'a\nb'), false);
  });
});
