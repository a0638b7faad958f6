import assert from 'node:assert/strict';
import { github } from '../../../../../src/cli/commands/lint/formats/github';
import { pathFrom } from '../../../../../src/adapters/files/path-from';
import { safeJson } from '../../../../../src/cli/output/printable';
import { lintJson } from '../../../../../src/workflows/lint-json';
import type { LintReport } from '../../../../../src/workflows/lint-report';
import { pretty } from '../../../../../src/cli/commands/lint/formats/pretty';
import { sarif } from '../../../../../src/cli/commands/lint/formats/sarif';
import { stepSummary } from '../../../../../src/cli/commands/lint/formats/step-summary';
import { totals } from '../../../../../src/cli/commands/lint/totals';
import { aReport, cwd } from './reports';

const one = aReport({ findings: [], leftOut: { rules: ['drop-unknown-index'], migrations: 1 } });
const other = aReport({
  ...{ root: 'b', findings: [] },
  leftOut: { rules: ['drop-unknown-index', 'ignored-pattern'], migrations: 3 },
});

function json(reports: readonly LintReport[]): string {
  return safeJson(lintJson(reports, (file) => pathFrom(cwd, file)));
}

describe('what migration-guard.json leaves out', () => {
  it('is counted in the last line, each rule once', () => {
    assert.match(
      totals([one]).text,
      /^No findings in 214 migrations; 1 rule is off; 1 migration is skipped$/,
    );
    assert.match(totals([one, other]).text, /; 2 rules are off; 4 migrations are skipped$/);
    assert.doesNotMatch(totals([aReport({ findings: [] })]).text, /off|skipped/);
  });

  it('is said in every format', () => {
    const inText = /2 rules are off; 3 migrations are skipped/;
    assert.match(pretty([other], { cwd, width: 80, color: false }), inText);
    assert.match(github([other], { cwd, top: cwd }), inText);
    assert.match(stepSummary([other], { cwd, top: cwd, rules: [] }).replaceAll('&#59;', ';'), inText);
    assert.match(
      sarif([other], { cwd, version: '1.0.0', rules: [] }),
      /migration-guard.json: 2 rules are off\./,
    );
    const { projects, summary } = JSON.parse(json([other])) as {
      projects: [{ rulesOff: string[]; skippedMigrations: number }];
      summary: { rulesOff: number; skippedMigrations: number };
    };
    assert.deepEqual(projects[0].rulesOff, ['drop-unknown-index', 'ignored-pattern']);
    assert.equal(projects[0].skippedMigrations, 3);
    assert.deepEqual([summary.rulesOff, summary.skippedMigrations], [2, 3]);
  });

  it('stands beside each project of several', () => {
    const text = pretty([one, other], { cwd, width: 80, color: false });
    assert.match(text, /Project b: no findings in 214 migrations; 2 rules are off; 3 migrations are skipped/);
  });
});
