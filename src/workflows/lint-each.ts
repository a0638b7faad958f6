import type { Finding } from '../core/linter/findings/finding';
import { untouchedReport, type LintReport } from './lint-report';
import type { LintSource } from './lint-source';

/** A project that is to be linted. */
export interface ToLint {
  readonly source: LintSource;
  /** Names of the migrations to look at; undefined means all. */
  readonly only: ReadonlySet<string> | undefined;
  /** Sentences about how far the result goes. */
  readonly notices: readonly string[];
}

type Untouched = Parameters<typeof untouchedReport>[0] & Pick<ToLint, 'notices'>;

/** Lints projects, one after the other, and reports those that are not to be linted as untouched. */
export async function lintEach(
  projects: readonly ToLint[],
  lintProject: (source: LintSource, only: ReadonlySet<string> | undefined) => Promise<LintReport>,
  untouched: readonly Untouched[] = [],
): Promise<LintReport[]> {
  const reports: LintReport[] = [];
  // What is said of a repository, a folder or a file that several projects share would come again with each of them.
  const reported = new Set<string>();
  for (const { source, only, notices } of projects) {
    const report = await lintProject(source, only);
    const all = report.skipped === undefined ? [...notices, ...report.notices] : report.notices;
    reports.push({
      ...report,
      findings: report.findings.filter((finding) => !reported.has(aboutShared(finding))),
      notices: all.filter((notice) => !reported.has(notice)),
    });
    for (const notice of all) reported.add(notice);
    for (const finding of report.findings) reported.add(aboutShared(finding));
  }
  for (const project of untouched) {
    const notices = project.notices.filter((notice) => !reported.has(notice));
    reports.push(untouchedReport(project, notices));
    for (const notice of project.notices) reported.add(notice);
  }
  return reports;
}

/** Two projects that share a file say the same of it. */
function aboutShared({ file, range, message }: Finding): string {
  return JSON.stringify([file, range.start, message]);
}
