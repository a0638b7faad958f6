import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { applyEdits } from '../../../../../src/core/edits';
import type { Finding, Fix } from '../../../../../src/core/linter/findings/finding';
import type { RuleMetadata } from '../../../../../src/core/linter/findings/rule-metadata';
import { combineFixes } from '../../../../../src/core/linter/fixes/combine';
import { editedAppliedReport } from '../../../../../src/core/linter/rules/edited-applied-migration';
import type {
  AppliedTextExample,
  ConfigurationExample,
  FilesExample,
  HistoryExample,
  MigrationExample,
  QueryExample,
} from '../../../../../src/core/linter/rules/example';
import { rules } from '../../../../../src/core/linter/rules/registry';
import { refusedReport } from '../../../../../src/core/linter/rules/prisma-refuses';
import { toFindings } from '../../../../../src/core/linter/to-findings';
import { readMigrationFacts } from '../../../../../src/core/prisma8/migration-facts';
import { readGraph } from '../../../../../src/core/prisma8/migration-graph';
import { refusalsOf } from '../../../../../src/core/prisma8/refusals';
import { sha256 } from '../../../../../src/adapters/files/sha256';
import { lintQueriesOf } from './lint-queries-of';
import { lintConfigured, lintedFile, lintedName, lines, lintHistories, lintText } from './lint-text';

type Example =
  MigrationExample | HistoryExample | AppliedTextExample | ConfigurationExample | QueryExample | FilesExample;

const folder = path.resolve('out/src/core/linter/rules');

/** What stands beside the rule, or nothing. */
function examplesOf({ id }: RuleMetadata): readonly Example[] {
  const file = path.join(folder, `${id}.examples.js`);
  if (!fs.existsSync(file)) return [];
  return (createRequire(file)(file) as { examples: readonly Example[] }).examples;
}

/** The findings in the example's file, of this rule and of others. */
async function findingsOf(
  { id, isOffByDefault }: RuleMetadata,
  example: Example,
): Promise<readonly Finding[]> {
  if ('base' in example) return lintHistories(example);
  if ('code' in example) return lintQueriesOf(example);
  if ('configBefore' in example) return lintConfigured(example);
  if ('migrations' in example) return refusedFiles(example);
  if ('applied' in example) {
    const edited = { name: lintedName, file: lintedFile, text: example.text, state: 'local' } as const;
    const applied = { environment: 'local', isLocal: true, text: example.applied };
    return [editedAppliedReport(edited, applied, '/app/prisma/migrations/new/migration.sql')];
  }
  // What is off by default is switched on by its own example.
  const config = isOffByDefault ? { config: JSON.stringify({ rules: { [id]: 'warning' } }) } : {};
  return lintText({ ...example, ...config });
}

/** What is said of files of Prisma 8. */
function refusedFiles({ migrations }: FilesExample): Finding[] {
  const edges = Object.entries(migrations).flatMap(([name, texts]) => {
    const read = readMigrationFacts(texts.facts);
    assert.ok(typeof read !== 'string');
    return [{ name, ...read }];
  });
  const texts = Object.entries(migrations).map(([name, files]) => ({ name, ...files }));
  const refused = refusalsOf(texts, readGraph(edges, undefined).lines, sha256);
  return toFindings(
    refused.map(({ name, refusal }) =>
      refusedReport({ migration: name, file: name, text: migrations[name]?.facts ?? '', refusal }, 'draft'),
    ),
    { config: undefined },
  );
}

function textWith(fixes: readonly Fix[], text: string): string {
  return combineFixes(fixes).edits.reduce((now, { edits }) => applyEdits(now, edits), text);
}

/** The text after the fixes that the example means. */
function fixedText(
  rule: string,
  example: Exclude<Example, HistoryExample | FilesExample>,
  findings: readonly Finding[],
): string {
  if ('code' in example) {
    const first = findings.find((finding) => finding.rule === rule);
    return textWith(first?.fixes.slice(0, 1) ?? [], example.code);
  }
  const preferred = findings.flatMap(({ fixes }) => fixes.find((fix) => fix.preferred) ?? []);
  return textWith(preferred, 'applied' in example ? example.text : example.migration);
}

for (const rule of rules) {
  describe(rule.id, () => {
    const examples = examplesOf(rule);

    for (const example of examples) {
      it(example.title, async () => {
        const findings = await findingsOf(rule, example);
        assert.deepEqual(lines(findings, rule.id), example.reports);
        if ('base' in example || 'configBefore' in example || 'migrations' in example) return;
        if (example.fixed === undefined) return;
        assert.equal(fixedText(rule.id, example, findings), example.fixed);
      });
    }

    it('has examples with and without a report', () => {
      const advice = `write src/core/linter/rules/${rule.id}.examples.ts, as CONTRIBUTING.md says`;
      assert.ok(
        examples.some(({ reports }) => reports.length > 0),
        advice,
      );
      // Who asks about an applied text knows already that it is another one.
      if (rule.kinds.includes('applied-text')) return;
      assert.ok(
        examples.some(({ reports }) => reports.length === 0),
        advice,
      );
    });

    it('gives its findings the severities and fixes that its metadata says', async () => {
      const { severity, exceptions = {}, fixable } = rule;
      const usual = [...Object.values(severity), ...Object.values(exceptions).map((other) => other.severity)];
      const found = await Promise.all(examples.map((example) => findingsOf(rule, example)));
      const own = found.flat().filter((finding) => finding.rule === rule.id);
      for (const finding of own) assert.ok(usual.includes(finding.severity), finding.severity);
      const kinds = new Set(own.flatMap(({ fixes }) => fixes.map(({ kind }) => kind)));
      // The editor gives an edited settled migration the fixes of the edited applied one.
      if (rule.id === 'edited-settled-migration') assert.equal(kinds.size, 0);
      else assert.deepEqual([...kinds].sort(), [...fixable].sort());
    });
  });
}

describe('the rules', () => {
  it('have different names and say what they find in one sentence', () => {
    assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
    for (const { summary } of rules) assert.match(summary, /^[A-Z].*\.$/);
  });

  it('are the ones that the folder has examples of', () => {
    const files = fs.readdirSync(folder).filter((name) => name.endsWith('.examples.js'));
    const ids = rules.map(({ id }) => `${id}.examples.js`);
    assert.deepEqual(files.sort(), ids.sort());
  });
});
