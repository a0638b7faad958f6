import assert from 'node:assert/strict';
import { readonlyGlobs, withReadonly } from '../../../../src/core/init/readonly-include';

const names = [
  '20240105120000_a',
  '20240730120000_b',
  '20250101120000_c',
  '20250212120000_d',
  '20250215120000_e',
  '20250216120000_draft',
];

describe('the globs of settled migrations', () => {
  it('are whole years and months where those are over, and names where they are not', () => {
    assert.deepEqual(readonlyGlobs(names, new Set(names.slice(0, -1)), 'prisma/migrations'), [
      '**/prisma/migrations/2024*/**',
      '**/prisma/migrations/202501*/**',
      '**/prisma/migrations/20250212120000_d/**',
      '**/prisma/migrations/20250215120000_e/**',
    ]);
  });

  it('never cover a draft, though it has an old date', () => {
    const settled = new Set(names.filter((name) => name !== '20240730120000_b'));
    assert.deepEqual(readonlyGlobs(names, settled, 'm').slice(0, 2), ['**/m/202401*/**', '**/m/202501*/**']);
  });

  it('take other names as they are', () => {
    assert.deepEqual(readonlyGlobs(['0_init', '1_more'], new Set(['0_init', '1_more']), 'm'), [
      '**/m/0_init/**',
      '**/m/1_more/**',
    ]);
  });
});

describe("VS Code's settings", () => {
  it('are made where there are none', () => {
    assert.equal(
      withReadonly(undefined, ['**/m/a/**', '**/m/b/**']),
      '{\n  "files.readonlyInclude": {\n    "**/m/a/**": true,\n    "**/m/b/**": true\n  }\n}\n',
    );
  });

  it('keep their comments, their order and what is read-only already', () => {
    const before =
      '{\n\t// mine\n\t"a": 1,\n\t"files.readonlyInclude": {\n\t\t"x": false, // why\n\t},\n\t"b": 2\n}\n';
    const after = withReadonly(before, ['x', '**/m/a/**']);
    assert.equal(
      after,
      '{\n\t// mine\n\t"a": 1,\n\t"files.readonlyInclude": {\n\t\t"x": false, // why\n\t\t"**/m/a/**": true,\n\t},\n\t"b": 2\n}\n',
    );
    assert.equal(withReadonly(after, ['x', '**/m/a/**']), after);
  });

  it('are left to the person where they are no JSON, or something else stands there', () => {
    assert.equal(withReadonly('{ "a": ', ['x']), undefined);
    assert.equal(withReadonly('[]', ['x']), undefined);
    assert.equal(withReadonly('{ "files.readonlyInclude": [] }', ['x']), undefined);
  });
});
