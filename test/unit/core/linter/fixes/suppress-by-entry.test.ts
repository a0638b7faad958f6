import assert from 'node:assert/strict';
import { applyEdits } from '../../../../../src/core/edits';
import { suppressByEntryFix } from '../../../../../src/core/linter/fixes/suppress-by-entry';
import { readGuardConfig } from '../../../../../src/core/config/read-guard-config';

const finding = { rule: 'drop-protected-index', index: 'by_body' };

/** The text of migration-guard.json afterwards. */
function written(text: string | undefined): string {
  const fix = suppressByEntryFix('20260101T0000_init', finding, { file: 'migration-guard.json', text });
  assert.ok(fix);
  return applyEdits(text ?? '', fix.edits[0]!.edits);
}

describe('the fix that suppresses a finding in migration-guard.json', () => {
  for (const [what, text] of [
    ['no file', undefined],
    ['an empty file', ' \n'],
    ['a file without a list', '{\n    "rules": {}\n}\n'],
    ['a list with a comment', '{\n  "ignore": [\n    // none yet\n  ]\n}\n'],
    [
      'a list with an entry',
      '{"ignore": [{ "migration": "a", "rule": "drop-protected-index", "reason": "old" }]}',
    ],
  ] as const) {
    it(`writes an entry that counts once somebody says why: ${what}`, () => {
      const now = written(text);
      const read = (one: string) => readGuardConfig({ file: 'migration-guard.json', text: one });
      const [problem, ...others] = read(now).problems;
      assert.match(problem?.message ?? '', /reason must say why in words/);
      assert.deepEqual(others, []);
      const { problems, ignore } = read(now.replace('<reason>', 'search moved'));
      assert.deepEqual(problems, []);
      const { migration, rule, index, reason } = ignore.at(-1)!;
      assert.deepEqual(
        { migration, rule, index, reason },
        { ...finding, migration: '20260101T0000_init', reason: 'search moved' },
      );
    });
  }

  it('leaves a file alone that has mistakes', () => {
    for (const text of ['{', '[]', '{ "ignore": {} }']) {
      assert.equal(suppressByEntryFix('m', finding, { file: 'migration-guard.json', text }), undefined);
    }
  });
});
