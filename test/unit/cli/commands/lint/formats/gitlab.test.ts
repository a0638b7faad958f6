import assert from 'node:assert/strict';
import { gitlab, gitlabLog } from '../../../../../../src/cli/commands/lint/formats/gitlab';
import type { LintReport } from '../../../../../../src/workflows/lint-report';
import { addTags, addTagsText, aFinding, aReport, cwd, rangeOf } from '../reports';

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const issuesOf = (...reports: LintReport[]): Issue[] =>
  JSON.parse(gitlab(reports, { cwd: `${cwd}/apps/api`, top: cwd })) as Issue[];
const file = `${cwd}/apps/api/${addTags}`;

describe('the GitLab reporter', () => {
  it('gives what a code quality report needs of a finding, seen from the top of the repository', () => {
    const texts = new Map([[file, addTagsText]]);
    const [issue, ...others] = issuesOf(aReport({ findings: [aFinding({ file })], texts }));
    assert.deepEqual(others, []);
    assert.match(issue?.fingerprint ?? '', /^[0-9a-f]{64}$/);
    assert.deepEqual(
      { ...issue, fingerprint: '' },
      {
        description:
          'Drops idx_memories_embedding, an ivfflat index on memories.embedding that Prisma cannot see. Made by hand in 20251127020000_restore_vector_index; not declared in schema.prisma.',
        check_name: 'drop-protected-index',
        fingerprint: '',
        severity: 'critical',
        location: { path: `apps/api/${addTags}`, lines: { begin: 2 } },
      },
    );
  });

  it('has a severity of GitLab for each of ours', () => {
    const severities = ['error', 'warning', 'info', 'hint'] as const;
    const issues = issuesOf(
      aReport({ findings: severities.map((severity) => aFinding({ file, severity })) }),
    );
    assert.deepEqual(
      issues.map(({ severity }) => severity),
      ['critical', 'major', 'minor', 'info'],
    );
  });

  it('keeps fingerprints where lines move and other findings come, and gives no two the same', () => {
    const moved = `-- a note\n\n${addTagsText}`;
    const finding = (text: string) => aFinding({ file, range: rangeOf(text, '"idx_memories_embedding"') });
    const [before] = issuesOf(
      aReport({ findings: [finding(addTagsText)], texts: new Map([[file, addTagsText]]) }),
    );
    const after = issuesOf(
      aReport({
        findings: [aFinding({ file, rule: 'other' }), finding(moved), finding(moved)],
        texts: new Map([[file, moved]]),
      }),
    );
    assert.equal(after[1]?.location.lines.begin, 4);
    assert.equal(after[1].fingerprint, before?.fingerprint);
    assert.equal(new Set(after.map(({ fingerprint }) => fingerprint)).size, 3);
  });

  it('leaves out what does not count, and blocks for what could not be looked at', () => {
    const report = aReport({
      findings: [
        aFinding({ file, state: 'settled' }),
        aFinding({ file, suppressed: { kind: 'source', reason: 'meant' } }),
      ],
      unread: [{ file, reason: 'permission denied' }],
      broken: [{ file: `${cwd}/migration-guard.json`, range: { start: 2, end: 3 }, message: 'No.' }],
      texts: new Map([[`${cwd}/migration-guard.json`, '{\n"']]),
    });
    const about = issuesOf(report, { ...report, unread: [] }).map(({ severity, location }) => [
      severity,
      location.path,
      location.lines.begin,
    ]);
    assert.deepEqual(about, [
      ['blocker', `apps/api/${addTags}`, 1],
      ['blocker', 'migration-guard.json', 2],
    ]);
  });

  it('leaves to the log how much was looked at', () => {
    assert.equal(
      gitlabLog([aReport({ notices: ['A notice.'] })]),
      'Note: A notice.\n1 error in 1 of 214 migrations\n',
    );
    assert.equal(gitlab([aReport({ findings: [] })], { cwd, top: cwd }).trim(), '[]');
  });
});
