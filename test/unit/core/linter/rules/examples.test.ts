import assert from 'node:assert/strict';
import { applyEdits } from '../../../../../src/core/edits';
import { combineFixes } from '../../../../../src/core/linter/fixes/combine';
import { migrationRules } from '../../../../../src/core/linter/rules/registry';
import { lines, lintText } from './lint-text';

for (const rule of migrationRules) {
  describe(rule.id, () => {
    for (const { title, reports, fixed, ...situation } of rule.examples) {
      it(title, async () => {
        // What is off by default is switched on by its own example.
        const config = rule.isOffByDefault
          ? { config: JSON.stringify({ rules: { [rule.id]: 'warning' } }) }
          : {};
        const findings = await lintText({ ...situation, ...config });
        assert.deepEqual(lines(findings, rule.id), reports);
        const fixes = findings.flatMap((finding) => finding.fixes.find(({ preferred }) => preferred) ?? []);
        const after = combineFixes(fixes).edits.reduce(
          (text, { edits }) => applyEdits(text, edits),
          situation.migration,
        );
        if (fixed !== undefined) assert.equal(after, fixed);
      });
    }

    it('has examples with and without a report', () => {
      assert.ok(rule.examples.some(({ reports }) => reports.length > 0));
      assert.ok(rule.examples.some(({ reports }) => reports.length === 0));
    });
  });
}

describe('the rules', () => {
  it('have different names and say what they find in one sentence', () => {
    assert.equal(new Set(migrationRules.map(({ id }) => id)).size, migrationRules.length);
    for (const { summary } of migrationRules) assert.match(summary, /^[A-Z].*\.$/);
  });
});
