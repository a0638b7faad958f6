import type { Finding, Severity } from '../core/linter/findings/finding';
import { severities } from '../core/linter/findings/finding';
import { queryRules } from '../core/linter/rules/registry';
import type { LintReport } from './lint-report';
import type { UnreadStatements } from './unread-statements';

/** Whether a finding counts at all: what is settled or suppressed never fails a run. */
export function isCounted(finding: Finding): boolean {
  return finding.suppressed === undefined && finding.state !== 'settled';
}

/** Whether a finding is shown, apart from those that count. */
export function isSettled(finding: Finding): boolean {
  return finding.suppressed === undefined && finding.state === 'settled';
}

/** Whether it is about a query in code: who asks for these wants to see them, also where the line is not new. */
export function isOfCode({ rule, file }: Pick<Finding, 'rule' | 'file'>): boolean {
  return queryRules.some(({ id }) => id === rule) && !/(?:^|[\\/])migration\.sql$/.test(file);
}

/** Whether the severity is `threshold` or worse. */
export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(threshold);
}

export interface Tally {
  /** Counted findings by severity. */
  readonly counts: Readonly<Record<Severity, number>>;
  readonly settled: number;
  readonly suppressed: number;
  /** Files with a counted finding, and whether each of them is a migration of the history (not a deleted one). */
  readonly files: number;
  readonly onlyMigrations: boolean;
  /** Without those of projects that were skipped. */
  readonly migrations: number;
  readonly linted: number;
  /** Statements that PostgreSQL could not read. */
  readonly unreadStatements: UnreadStatements;
  /** Rules that are off in some project, and migrations that are skipped. */
  readonly rulesOff: number;
  readonly skippedMigrations: number;
  /** Searches in code, and the files that they stand in; undefined where nobody looked. */
  readonly queries: { readonly searches: number; readonly files: number } | undefined;
}

export function tally(reports: readonly LintReport[]): Tally {
  const sum = (of: (report: LintReport) => number) =>
    reports.reduce((total, report) => total + of(report), 0);
  const findings = reports.flatMap((report) => report.findings);
  const shown = findings.filter((finding) => finding.suppressed === undefined);
  const countedFindings = findings.filter(isCounted);
  const files = new Set(countedFindings.map((finding) => finding.file));
  const count = (severity: Severity) =>
    countedFindings.filter((finding) => finding.severity === severity).length;
  return {
    counts: { error: count('error'), warning: count('warning'), info: count('info'), hint: count('hint') },
    settled: shown.length - countedFindings.length,
    suppressed: findings.length - shown.length,
    files: files.size,
    onlyMigrations: [...files].every(
      (file) => /(?:^|[\\/])migration\.sql$/.test(file) && reports.some(({ texts }) => texts.has(file)),
    ),
    migrations: sum(({ migrations, skipped }) => (skipped === undefined ? migrations : 0)),
    linted: sum(({ linted }) => linted),
    unreadStatements: {
      drafts: sum(({ unreadStatements }) => unreadStatements?.drafts ?? 0),
      settled: sum(({ unreadStatements }) => unreadStatements?.settled ?? 0),
    },
    rulesOff: new Set(reports.flatMap(({ leftOut }) => leftOut?.rules ?? [])).size,
    skippedMigrations: sum(({ leftOut }) => leftOut?.migrations ?? 0),
    queries: reports.some(({ queries }) => queries)
      ? {
          searches: sum(({ queries }) => queries?.searches.length ?? 0),
          files: sum(({ queries }) => queries?.files ?? 0),
        }
      : undefined,
  };
}
