import type { Finding, Fix } from '../core/linter/findings/finding';
import type { LostIndex } from '../core/linter/findings/lost-index';
import type { LostObject } from '../core/linter/findings/lost-object';
import { automaticFix } from '../core/linter/fixes/automatic';
import type { Range } from '../core/range';
import type { FindingJson, FixJson, LintedProjectJson, LintJson } from '../core/reports/lint';
import { positionsIn, type TextPosition, type TextPositions } from '../core/text-positions';
import type { LintReport } from './lint-report';
import type { PrismaVersion } from './lint-source';
import { tally } from './lint-tally';
import type { QueriesFound } from './queries-found';

/** How a file or folder is named, which came in as an absolute path. */
type FileOf = (file: string) => string;

type PositionsOf = (file: string) => TextPositions | undefined;

/** What `lint --format json` prints; docs/json-output.md promises this shape. */
export function lintJson(reports: readonly LintReport[], fileOf: FileOf): LintJson {
  const { counts, settled, suppressed, migrations, linted, unreadStatements, rulesOff, skippedMigrations } =
    tally(reports);
  return {
    version: 1,
    projects: reports.map((report) => project(report, fileOf)),
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
  };
}

function project(report: LintReport, fileOf: FileOf): LintedProjectJson {
  const positions = positionsIn(report);
  return {
    root: fileOf(report.root),
    ...(report.migrationsFolder === undefined ? {} : { migrationsFolder: fileOf(report.migrationsFolder) }),
    ...(report.prisma === undefined ? {} : { prisma: prismaJson(report.prisma) }),
    skipped: report.skipped ?? null,
    ...(report.untouched === undefined ? {} : { untouched: true }),
    migrations: report.migrations,
    linted: report.linted,
    rulesOff: report.leftOut?.rules ?? [],
    skippedMigrations: report.leftOut?.migrations ?? 0,
    unread: (report.unread ?? []).map(({ file, reason }) => ({ file: fileOf(file), reason })),
    unreadStatements: report.unreadStatements ?? { drafts: 0, settled: 0 },
    notices: report.notices,
    ...(report.broken.length === 0
      ? {}
      : {
          broken: report.broken.map(({ file, range, message }) => ({
            file: fileOf(file),
            range: rangeJson(range, positions(file)),
            message,
          })),
        }),
    ...(report.queries === undefined ? {} : { queries: queriesJson(report.queries, positions, fileOf) }),
    findings: report.findings.map((finding) => findingJson(finding, positions, fileOf)),
  };
}

function queriesJson(
  { looked, searches, unread, unknown, notRead }: QueriesFound,
  positionsOf: PositionsOf,
  fileOf: FileOf,
): NonNullable<LintedProjectJson['queries']> {
  const place = ({ file, range }: QueriesFound['unread'][number]) => ({
    file: fileOf(file),
    range: rangeJson(range, positionsOf(file)),
  });
  return {
    looked,
    searches: searches.map((search) => ({
      ...place(search),
      operator: search.operator,
      schema: search.schema,
      table: search.table,
      column: search.column,
      index: search.index ?? null,
      served: search.served,
    })),
    unread: unread.map(place),
    unknown: unknown.map(place),
    notRead: Object.fromEntries(notRead),
  };
}

/** By name: a source may know more of it than is promised here. */
function prismaJson({ version, source }: PrismaVersion): PrismaVersion {
  return { version, source };
}

function findingJson(finding: Finding, positionsOf: PositionsOf, fileOf: FileOf): FindingJson {
  const { suppressed } = finding;
  const automatic = automaticFix(finding);
  return {
    rule: finding.rule,
    severity: finding.severity,
    file: fileOf(finding.file),
    range: rangeJson(finding.range, positionsOf(finding.file)),
    index: finding.index ?? null,
    ...(finding.objects === undefined ? {} : { objects: finding.objects.map(objectJson) }),
    loss: finding.loss ?? null,
    intent: finding.intent ?? null,
    state: finding.state,
    message: finding.message,
    why: finding.why,
    related: finding.related.map(({ file, range, message }) => ({
      file: fileOf(file),
      range: rangeJson(range, positionsOf(file)),
      message,
    })),
    fixes: finding.fixes.map((fix) => fixJson(fix, fix === automatic, positionsOf, fileOf)),
    ...(finding.restore === undefined ? {} : { restore: finding.restore }),
    ...(finding.lost === undefined ? {} : { lost: lostJson(finding.lost) }),
    ...(suppressed === undefined ? {} : { suppressed: { kind: suppressed.kind, reason: suppressed.reason } }),
  };
}

function fixJson(fix: Fix, automatic: boolean, positionsOf: PositionsOf, fileOf: FileOf): FixJson {
  return {
    kind: fix.kind,
    title: fix.title,
    preferred: fix.preferred,
    automatic,
    edits: fix.edits.map(({ file, edits }) => ({
      file: fileOf(file),
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

/** By name, as below. */
export function objectJson({ kind, schema, table, name, migration }: LostObject) {
  return { kind, schema, table: table ?? null, name, migration };
}

/** By name: the finding may know more of it than is promised here. */
function lostJson({ migration, author, statement, cost }: LostIndex): NonNullable<FindingJson['lost']> {
  return { migration, author, statement: statement ?? null, cost: cost ?? null };
}
