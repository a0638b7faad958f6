import assert from 'node:assert/strict';
import { codeIn, mayRunUnder, strictestCode } from '../../../../src/core/config/project-code';

describe('projectCode', () => {
  const asking = ['person', 'nobody'] as const;
  const table = [
    [undefined, true, false],
    ['never', false, false],
    ['onCommand', true, false],
    ['automatic', true, true],
  ] as const;
  for (const [code, ...may] of table) {
    it(`${code ?? 'not set'} lets code of the project run as it says`, () => {
      assert.deepEqual(
        asking.map((one) => mayRunUnder(code, one)),
        may,
      );
    });
  }

  it('is the strictest of all that is set', () => {
    const cases = [
      [[], undefined],
      [[undefined, 'automatic'], 'automatic'],
      [['automatic', 'onCommand'], 'onCommand'],
      [['onCommand', 'automatic', 'never'], 'never'],
    ] as const;
    for (const [said, strictest] of cases) assert.equal(strictestCode(said), strictest, said.join());
  });

  it('counts as never where it is misspelt, and as not set where it is empty', () => {
    const cases = [
      [undefined, undefined],
      ['', undefined],
      [' ', undefined],
      [' onCommand ', 'onCommand'],
      ['oncommand', 'never'],
      ['0', 'never'],
      [null, 'never'],
      [true, 'never'],
    ] as const;
    for (const [raw, code] of cases) assert.equal(codeIn(raw), code, String(raw));
  });
});
