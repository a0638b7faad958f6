import assert from 'node:assert/strict';
import type { GuardConfig } from '../../../../src/core/config/guard-config';
import { readGuardConfig } from '../../../../src/core/config/read-guard-config';
import { toFindings } from '../../../../src/core/linter/to-findings';
import type { FileReport } from '../../../../src/core/linter/findings/file-report';

const report: FileReport = {
  ...{ rule: 'drop-protected-index', severity: 'error', state: 'draft' },
  ...{ file: '/p/1/migration.sql', range: { start: 0, end: 4 }, index: 'by_body' },
  ...{ message: 'Drops "a\n b".', why: 'Made\r\nby hand.', fixes: [], related: [] },
};

function configured(severity: string): GuardConfig {
  return readGuardConfig({
    file: '/p/migration-guard.json',
    text: JSON.stringify({ rules: { [report.rule]: severity } }),
  });
}

function severityOf(changes: Partial<FileReport>, config?: GuardConfig): string | undefined {
  return toFindings([{ ...report, ...changes }], { config })[0]?.severity;
}

describe('what becomes of a report', () => {
  it('is a finding on one line', () => {
    const [finding] = toFindings([report], { config: undefined });
    assert.deepEqual(finding, { ...report, message: 'Drops "a b".', why: 'Made by hand.' });
  });

  it('is no error in a settled migration', () => {
    assert.equal(severityOf({ state: 'settled' }), 'warning');
    assert.equal(severityOf({ state: 'settled', severity: 'info' }), 'info');
    assert.equal(severityOf({ state: 'local' }), 'error');
  });

  it('has the severity that the team has set, where it is not settled', () => {
    assert.equal(severityOf({}, configured('info')), 'info');
    assert.equal(severityOf({ state: 'settled' }, configured('error')), 'warning');
  });

  it('is nothing where the rule is off, whether by the team or by itself', () => {
    assert.equal(severityOf({}, configured('off')), undefined);
    assert.equal(severityOf({ state: 'settled' }, configured('off')), undefined);
    assert.equal(severityOf({ rule: 'not-idempotent' }), undefined);
  });

  it('is marked where it is suppressed', () => {
    const suppressed = { reason: 'known', kind: 'config' } as const;
    const [finding, other] = toFindings([report, { ...report, index: 'other' }], {
      config: undefined,
      suppressionOf: ({ index }) => (index === 'by_body' ? suppressed : undefined),
    });
    assert.deepEqual(finding?.suppressed, suppressed);
    assert.equal(other?.suppressed, undefined);
  });
});
