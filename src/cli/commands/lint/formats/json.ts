import { automaticFix } from '../../../../core/linter/fixes/automatic';
import type { Finding, Fix } from '../../../../core/linter/findings/finding';
import type { Range } from '../../../../core/range';
import type { LintReport } from '../../../../workflows/lint-report';
import type { PrismaVersion } from '../../../../workflows/lint-source';
import { pathFrom, positionsIn, type TextPosition, type TextPositions } from '../../../output/positions';
import { safeJson } from '../../../output/printable';
import { tally } from '../tally';

export interface JsonOptions {
  /** Paths are given as seen from here, with forward slashes. */
  readonly cwd: string;
}

type PositionsOf = (file: string) => TextPositions | undefined;

/** The reports as JSON; docs/json-output.md promises this shape. What was left out of `version: 1` may be added to it. */
export function json(reports: readonly LintReport[], options: JsonOptions): string {
  const { counts, settled, suppressed, migrations, linted, unreadStatements, rulesOff, skippedMigrations } =
    tally(reports);
  return safeJson({
    version: 1,
    projects: reports.map((report) => project(report, options)),
    summary: {
      migrations,
      linted,
      findings: counts,
      settled,
      suppressed,
      unreadStatements,
      rulesOff,
      skippedMigrations,
    },
  });
}

function project(report: LintReport, { cwd }: JsonOptions) {
  const positions = positionsIn(report);
  return {
    root: pathFrom(cwd, report.root),
    ...(report.migrationsFolder === undefined
      ? {}
      : { migrationsFolder: pathFrom(cwd, report.migrationsFolder) }),
    ...(report.prisma === undefined ? {} : { prisma: prismaJson(report.prisma) }),
    skipped: report.skipped ?? null,
    ...(report.untouched === undefined ? {} : { untouched: true }),
    migrations: report.migrations,
    linted: report.linted,
    rulesOff: report.leftOut?.rules ?? [],
    skippedMigrations: report.leftOut?.migrations ?? 0,
    unread: (report.unread ?? []).map(({ file, reason }) => ({ file: pathFrom(cwd, file), reason })),
    unreadStatements: report.unreadStatements ?? { drafts: 0, settled: 0 },
    notices: report.notices,
    ...(report.broken.length === 0
      ? {}
      : {
          broken: report.broken.map(({ file, range, message }) => ({
            file: pathFrom(cwd, file),
            range: rangeJson(range, positions(file)),
            message,
          })),
        }),
    findings: report.findings.map((finding) => findingJson(finding, positions, cwd)),
  };
}

/** By name: a source may know more of it than is promised here. */
function prismaJson({ version, source }: PrismaVersion): PrismaVersion {
  return { version, source };
}

function findingJson(finding: Finding, positionsOf: PositionsOf, cwd: string) {
  const { suppressed } = finding;
  const automatic = automaticFix(finding);
  return {
    rule: finding.rule,
    severity: finding.severity,
    file: pathFrom(cwd, finding.file),
    range: rangeJson(finding.range, positionsOf(finding.file)),
    index: finding.index ?? null,
    loss: finding.loss ?? null,
    intent: finding.intent ?? null,
    state: finding.state,
    message: finding.message,
    why: finding.why,
    related: finding.related.map(({ file, range, message }) => ({
      file: pathFrom(cwd, file),
      range: rangeJson(range, positionsOf(file)),
      message,
    })),
    fixes: finding.fixes.map((fix) => fixJson(fix, fix === automatic, positionsOf, cwd)),
    ...(finding.restore === undefined ? {} : { restore: finding.restore }),
    ...(suppressed === undefined ? {} : { suppressed: { kind: suppressed.kind, reason: suppressed.reason } }),
  };
}

function fixJson(fix: Fix, automatic: boolean, positionsOf: PositionsOf, cwd: string) {
  return {
    kind: fix.kind,
    title: fix.title,
    preferred: fix.preferred,
    automatic,
    edits: fix.edits.map(({ file, edits }) => ({
      file: pathFrom(cwd, file),
      edits: edits.map(({ range, newText }) => ({ range: rangeJson(range, positionsOf(file)), newText })),
    })),
  };
}

/** Null where the file's text is not there to count lines in. */
function rangeJson(
  range: Range,
  positions: TextPositions | undefined,
): { start: TextPosition; end: TextPosition } | null {
  return positions === undefined ? null : { start: positions.at(range.start), end: positions.at(range.end) };
}
