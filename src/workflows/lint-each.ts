import type { LintReport } from './lint-report';
import type { LintSource } from './lint-source';

/** A project that is to be linted. */
export interface ToLint {
  readonly source: LintSource;
  /** Names of the migrations to look at; undefined means all. */
  readonly only: ReadonlySet<string> | undefined;
  /** Sentences about how far the result goes. */
  readonly notices: readonly string[];
}

/** Lints projects, one after the other. */
export async function lintEach(
  projects: readonly ToLint[],
  lintProject: (source: LintSource, only: ReadonlySet<string> | undefined) => Promise<LintReport>,
): Promise<LintReport[]> {
  const reports: LintReport[] = [];
  // What is said of a repository, or of a folder, would come again with each of its projects.
  const reported = new Set<string>();
  for (const { source, only, notices } of projects) {
    const report = await lintProject(source, only);
    const all = report.skipped === undefined ? [...notices, ...report.notices] : report.notices;
    reports.push({ ...report, notices: all.filter((notice) => !reported.has(notice)) });
    for (const notice of all) reported.add(notice);
  }
  return reports;
}
