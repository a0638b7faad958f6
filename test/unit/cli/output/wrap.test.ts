import assert from 'node:assert/strict';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { columnsOf } from '../../../../src/cli/output/wrap';

describe('columns of a text', () => {
  // Catches a range too many in SINGLE_COLUMNS, e.g. marks (U+0300) or the soft hyphen.
  it('are those that string-width counts, whether or not it was asked', () => {
    const character = fc.oneof(
      fc.integer({ min: 0x20, max: 0x36f }),
      fc.integer({ min: 0x2000, max: 0x2600 }),
      fc.constantFrom(0xfe0f, 0x200d, 0x20e3, 0x65e5, 0x1f600, 0x1f3fd),
    );
    const text = fc.array(character, { maxLength: 6 }).map((codes) => String.fromCodePoint(...codes));
    fc.assert(
      fc.property(text, (any) => assert.equal(columnsOf(any), stringWidth(any))),
      { numRuns: 5000 },
    );
    for (let code = 0x20; code < 0x2600; code++) {
      const one = String.fromCharCode(code);
      assert.equal(columnsOf(one), stringWidth(one), code.toString(16));
      assert.equal(columnsOf(`a${one}`), stringWidth(`a${one}`), code.toString(16));
    }
  });
});
