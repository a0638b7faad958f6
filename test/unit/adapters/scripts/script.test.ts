import assert from 'node:assert/strict';
import { calleeName } from '../../../../src/adapters/scripts/objects';
import { readScript } from '../../../../src/adapters/scripts/read-script';
import { textOf } from '../../../../src/adapters/scripts/text-of';

const location = { folder: '/db', cwd: '/' };

/** What `value` is in the script, as a text. */
function valueIn(text: string): string | undefined {
  const script = readScript(text);
  const value = script.definition('value');
  return value && textOf(value, script, location);
}

describe('a script read as text', () => {
  it('is whole, or still being typed', () => {
    for (const text of [
      '',
      '// only this',
      `const a = <T>b as const;`,
      'export default {};',
      `'use strict';`,
    ]) {
      assert.equal(readScript(text).isWhole, true, text);
    }
    for (const text of [`const a = 'b`, 'f(', 'export default {', 'const a = `${b`', 'a b c']) {
      assert.equal(readScript(text).isWhole, false, text);
    }
  });

  it('gives what is at its top level', () => {
    const text = `'use strict';
      import 'a'; import b, { c as d } from "b"; import type { E } from 'e';
      type F = { g: 1 }; interface H {} declare const i: string;
      const j = 1, k: string = 'k'; export const l = 'l'; const { m } = j;
      export default j; export = k; exports.default = l; module.exports = exports = j;
      export { j as default, k }; export { default } from './n'; j.exports = k; set();`;
    assert.deepEqual(
      readScript(text).statements.map((one) => (one.kind === 'import' ? one.module : one.kind)),
      [
        ...['type', 'a', 'b', 'type', 'type', 'type', 'type', 'constants', 'constants', 'other'],
        ...['export', 'export', 'export', 'export', 'export', 'other', 'other', 'other'],
      ],
    );
  });

  it('finds every call, also in functions and templates, with its offsets', () => {
    const text = 'async function f() { await db.query(`a ${g("x")}`); return new Client(h?.(1)); }';
    const calls = readScript(text).every('call');
    assert.deepEqual(
      calls.map(({ callee, start, end }) => [calleeName(callee), text.slice(start, end)]),
      [
        ['query', 'db.query(`a ${g("x")}`)'],
        ['g', 'g("x")'],
        ['Client', 'new Client(h?.(1))'],
        ['h', 'h?.(1)'],
      ],
    );
  });

  it('gives a name what the top level says of it, before what a function does', () => {
    assert.equal(valueIn(`function f() { const value = 'inner'; } const value = 'outer';`), 'outer');
    assert.equal(valueIn(`{ const value = 'inner'; } export const value = 'outer';`), 'outer');
    assert.equal(valueIn(`async () => { let value = 'inner'; }`), 'inner');
    assert.equal(valueIn(`const { value } = other, x = 'x';`), undefined);
    assert.equal(valueIn(`let value; const x = 'x';`), undefined);
  });

  it('undoes the escapes of literals', () => {
    assert.equal(
      valueIn(String.raw`const value = 'a\n\'\x41\u0042\u{1F600}\
\q'`),
      `a\n'AB😀q`,
    );
    assert.equal(valueIn('const value = `a\\`${"b"}\\${c}`'), 'a`b${c}');
    assert.equal(valueIn(String.raw`const value = '\u{110000}'`), String.raw`\u{110000}`);
  });
});
