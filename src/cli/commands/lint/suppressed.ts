import type { Finding } from '../../../core/linter/findings/finding';
import type { LintReport } from '../../../workflows/lint-report';
import { positionsIn } from '../../output/positions';

/** A finding that does not count, and why not. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly reason: string;
  /** What suppresses it: `a comment`, or `migration-guard.json`. */
  readonly by: string;
  /** From 1; undefined where the file's text is not there to count in. */
  readonly line: number | undefined;
}

/** The findings that do not count because somebody wrote why: a reader is to judge that. */
export function suppressedFindings(reports: readonly LintReport[]): SuppressedFinding[] {
  return reports.flatMap((report) => {
    const positions = positionsIn(report);
    return report.findings.flatMap((finding) => {
      const { suppressed, file, range } = finding;
      if (suppressed === undefined) return [];
      const by = suppressed.kind === 'source' ? 'a comment' : 'migration-guard.json';
      return [{ finding, reason: suppressed.reason, by, line: positions(file)?.at(range.start).line }];
    });
  });
}
