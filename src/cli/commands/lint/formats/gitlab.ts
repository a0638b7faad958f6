import { createHash } from 'node:crypto';
import { isAbsolute, resolve } from 'node:path';
import type { Finding, Severity } from '../../../../core/linter/findings/finding';
import type { Range } from '../../../../core/range';
import type { LintReport } from '../../../../workflows/lint-report';
import { pathFrom, positionsIn, type TextPositions } from '../../../output/positions';
import { printable, safeJson } from '../../../output/printable';
import { isCounted } from '../../../../workflows/lint-tally';
import { totals } from '../totals';
import { unreadFiles } from '../unread-files';

export interface GitlabOptions {
  readonly cwd: string;
  /** The repository's top folder: the report names files as seen from here. Absolute. */
  readonly top: string;
}

/** https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/** `blocker` is for what kept us from looking. */
const severities: Readonly<Record<Severity, Issue['severity']>> = {
  error: 'critical',
  warning: 'major',
  info: 'minor',
  hint: 'info',
};

/**
 * The reports as GitLab's code quality report: what counts, and what could not be looked at. GitLab compares the reports of
 * two branches by the fingerprints, so they do not change with the lines: they are made of the file, the rule and the
 * index, and a count where a file has the same twice.
 */
export function gitlab(reports: readonly LintReport[], options: GitlabOptions): string {
  const fingerprint = fingerprints();
  const issue = (
    file: string,
    begin: number | undefined,
    { rule, index = '', severity }: { rule: string; index?: string | undefined; severity: Issue['severity'] },
    description: string,
  ): Issue => {
    const path = pathIn(options, file);
    return {
      description: printable(description),
      check_name: rule,
      fingerprint: fingerprint([path, rule, index]),
      severity,
      location: { path, lines: { begin: begin ?? 1 } },
    };
  };
  const blocked = { rule: 'not-linted', severity: 'blocker' } as const;
  const unread = unreadFiles(reports, options.cwd).map(({ file, message }) =>
    issue(file, 1, blocked, message),
  );
  const seen = new Set<string>();
  const broken = reports.flatMap((report) => {
    const positionsOf = positionsIn(report);
    return report.broken.flatMap(({ file, range, message }) => {
      const key = JSON.stringify([file, range.start, message]);
      if (seen.has(key)) return [];
      seen.add(key);
      return [issue(file, lineOf(range, positionsOf(file)), blocked, message)];
    });
  });
  const found = reports.flatMap((report) => {
    const positionsOf = positionsIn(report);
    return report.findings.filter(isCounted).map((finding) => {
      const { file, range, rule, index } = finding;
      const about = { rule, index, severity: severities[finding.severity] };
      return issue(file, lineOf(range, positionsOf(file)), about, descriptionOf(finding));
    });
  });
  return safeJson([...unread, ...broken, ...found]);
}

/** What the report has no room for: how much was looked at, and how far that goes. */
export function gitlabLog(reports: readonly LintReport[]): string {
  const lines = [
    ...reports.flatMap(({ notices }) => notices.map((text) => `Note: ${text}`)),
    totals(reports).text,
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

function descriptionOf({ message, why, restore }: Finding): string {
  const way = restore === undefined ? '' : `To get it back, make it in a new migration: ${restore}`;
  return [message, why, way].filter((part) => part !== '').join(' ');
}

function lineOf({ start }: Range, positions: TextPositions | undefined): number | undefined {
  return positions?.at(start).line;
}

/** What is outside of the repository keeps its own path: there is nothing of GitLab's to name it by. */
function pathIn({ cwd, top }: GitlabOptions, file: string): string {
  const path = pathFrom(top, resolve(cwd, file));
  return path.startsWith('../') || isAbsolute(path) ? file : path;
}

function fingerprints(): (about: readonly string[]) => string {
  const counts = new Map<string, number>();
  return (about) => {
    const key = JSON.stringify(about);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return createHash('sha256')
      .update(JSON.stringify([...about, count]))
      .digest('hex');
  };
}
