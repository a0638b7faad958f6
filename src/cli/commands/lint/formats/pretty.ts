import { createColors } from 'picocolors';
import { automaticFix } from '../../../../core/linter/fixes/automatic';
import type { Finding, FixKind } from '../../../../core/linter/findings/finding';
import { unsuppressibleRules } from '../../../../core/linter/rules/registry';
import { skipNotice, type LintReport } from '../../../../workflows/lint-report';
import { assumedNotice } from '../assumed-version';
import type { Page } from '../../../output/page';
import { columnsOf, wrap } from '../../../output/wrap';
import { frameLines } from '../../../output/code-frame';
import { pathFrom, positionsIn, type TextPositions } from '../../../output/positions';
import { printable } from '../../../output/printable';
import { projectLabel } from '../../../output/project-label';
import { severityColor } from '../../../output/severity-color';
import { fixCommand, type LintScope } from '../fix-command';
import { suppressedFindings } from '../suppressed';
import { isCounted, isOfCode, isSettled } from '../../../../workflows/lint-tally';
import { totals } from '../totals';
import { append } from '../../../../core/append';
import { quietProjects } from './quiet-projects';
import { suppressedLines } from './suppressed-lines';

export interface PrettyOptions extends Page {
  /** Says nothing of what was assumed. */
  readonly quiet?: boolean;
  /** What was linted, so that what is advised fixes the same. */
  readonly scope?: LintScope;
  /** Lists the findings in migrations that are already merged; without it they are counted in the last line only. */
  readonly settled?: boolean;
}

type Colors = ReturnType<typeof createColors>;

interface ColoredPage extends PrettyOptions {
  readonly colors: Colors;
}

/** Messages stand under the source line's number. */
const indent = '     ';

/** The reports as a person reads them in a terminal. Nothing of a project's text reaches it unescaped. */
export function pretty(reports: readonly LintReport[], options: PrettyOptions): string {
  const page: ColoredPage = { ...options, colors: createColors(options.color) };
  const blocks = reports.flatMap((report) => projectBlocks(report, reports, page));
  const settled = reports.flatMap((report) => fileBlocks(report, shownSettled(report, page), page));
  if (settled.length > 0) {
    append(blocks, [
      page.colors.bold('Already merged: part of the base, so these do not fail the run.'),
      ...settled,
    ]);
  }
  const suppressed = options.quiet === true ? [] : suppressedLines(suppressedFindings(reports), page);
  if (suppressed.length > 0) blocks.push(suppressed.join('\n'));
  const notices = reports.flatMap((report) => noticeLines(report, reports, page));
  const assumed = options.quiet === true ? undefined : assumedNotice(reports);
  if (assumed !== undefined)
    append(notices, hanging('Note: ', printable(assumed), page).map(page.colors.dim));
  if (notices.length > 0) blocks.push(notices.join('\n'));
  // What is said of green projects stands right above the sum of all.
  const last = [...quietBlock(reports, page), summary(reports, page)].join('\n');
  return [...blocks, last].map((block) => `${block}\n`).join('\n');
}

/** Those of merged migrations only where somebody asks for them. */
function shownSettled({ findings }: LintReport, { settled, quiet }: PrettyOptions): Finding[] {
  return findings.filter(
    (finding) => isSettled(finding) && (settled === true || (quiet !== true && isOfCode(finding))),
  );
}

function countedBlocks(report: LintReport, page: ColoredPage): string[] {
  return fileBlocks(report, report.findings.filter(isCounted), page);
}

function projectBlocks(report: LintReport, all: readonly LintReport[], page: ColoredPage): string[] {
  const blocks = countedBlocks(report, page);
  return blocks.length === 0 || all.length === 1 ? blocks : [...projectHeading(report, all, page), ...blocks];
}

/** Of several projects those without findings: a line for all of which the same is to be said. */
function quietBlock(reports: readonly LintReport[], { colors, cwd }: ColoredPage): string[] {
  if (reports.length === 1) return [];
  const quiet = reports.filter(({ findings }) => !findings.some(isCounted));
  const lines = quietProjects(quiet, (report) => printable(projectLabel(report, reports, cwd)));
  // The sum says the same.
  if (lines.length === 1 && quiet.length === reports.length && lines[0]?.isWhole === true) return [];
  return lines.map(({ subject, what }) => `${colors.bold(subject)}: ${what}`);
}

/** None where the paths of the findings tell already to which project they belong. */
function projectHeading(report: LintReport, all: readonly LintReport[], page: ColoredPage): string[] {
  const label = projectLabel(report, all, page.cwd);
  const isTold = report.findings
    .filter(isCounted)
    .every(({ file }) => pathFrom(page.cwd, file).startsWith(`${label}/`));
  return isTold ? [] : [page.colors.bold(`Project ${printable(label)}`)];
}

/** Where there are several projects, the heading has said already why one is skipped. */
function noticeLines(
  { notices, skipped }: LintReport,
  all: readonly LintReport[],
  page: ColoredPage,
): string[] {
  const inHeading = all.length > 1 && skipped !== undefined ? skipNotice(skipped) : undefined;
  return notices
    .filter((notice) => notice !== inHeading)
    .flatMap((notice) => hanging('Note: ', printable(notice), page));
}

/** One block a finding, file by file in the order in which the findings came. Each names its file, so that a block can be copied alone. */
function fileBlocks(report: LintReport, findings: readonly Finding[], page: ColoredPage): string[] {
  const positions = positionsIn(report);
  const byFile = new Map<string, Finding[]>();
  for (const finding of findings) {
    const sameFile = byFile.get(finding.file);
    if (sameFile === undefined) byFile.set(finding.file, [finding]);
    else sameFile.push(finding);
  }
  return [...byFile].flatMap(([file, found]) => {
    const path = printable(pathFrom(page.cwd, file));
    const fix = report.mayMend ? fixCommand(page.scope) : fixCommand({ ...page.scope, paths: [path] });
    return found.map((finding) =>
      [page.colors.underline(path), ...findingLines(finding, positions(file), fix, page)].join('\n'),
    );
  });
}

function findingLines(
  finding: Finding,
  positions: TextPositions | undefined,
  fix: string,
  page: ColoredPage,
): string[] {
  const { colors, width } = page;
  const severity = severityColor(finding.severity, colors)(finding.severity);
  const start = positions?.at(finding.range.start);
  const position = start === undefined ? '' : `${start.line}:${start.column}  `;
  const text = (line: string) => wrap(line, width - indent.length).map((part) => indent + part);
  return [
    `  ${position}${severity}  ${printable(finding.rule)}`,
    ...(positions === undefined
      ? []
      : frameLines(positions, finding.range, width, {
          paint: severityColor(finding.severity, colors),
          dim: colors.dim,
        })),
    ...text(printable(finding.message)),
    ...(finding.why === '' ? [] : text(printable(finding.why))),
    ...wayLines(finding, fix, page),
  ];
}

const fixLabels: Record<FixKind, string> = {
  keep: 'Keep it',
  recreate: 'Make it again',
  declare: 'Declare it',
  list: 'List it',
  deliberate: 'Mark it as deliberate',
  revert: 'Put it back',
  move: 'Move it',
  rewrite: 'Write it otherwise',
};

/** What a person can do next. Beside each other where they fit, never broken: they are there to be copied. */
function wayLines(finding: Finding, command: string, { colors, width }: ColoredPage): string[] {
  const ways: [label: string, what: string][] = [];
  const fix = automaticFix(finding);
  if (fix !== undefined) {
    ways.push([fixLabels[fix.kind], command]);
  } else {
    for (const { kind, title } of finding.fixes) {
      if (kind !== 'deliberate') ways.push(['In the editor', printable(title)]);
    }
  }
  if (finding.restore !== undefined)
    ways.push(['Make it again in a new migration', printable(finding.restore)]);
  if (!unsuppressibleRules.includes(finding.rule)) {
    const how = takesComment(finding)
      ? `${isOfCode(finding) && !finding.file.endsWith('.sql') ? '//' : '--'} migration-guard-ignore ${printable(finding.rule)}: <reason>`
      : 'an entry under "ignore" in migration-guard.json';
    ways.push(['It is deliberate', how]);
  }
  const painted = ways.map(([label, what]) => `${colors.dim(`${label}:`)} ${what}`);
  const columns = indent.length + columnsOf(ways.map(([label, what]) => `${label}: ${what}`).join('    '));
  if (columns > width) return painted.map((way) => indent + way);
  return painted.length === 0 ? [] : [indent + painted.join('    ')];
}

/** Elsewhere a comment would change a text that some database has already applied, or that is written by a program. */
function takesComment(finding: Finding): boolean {
  const { rule, state } = finding;
  const isWritten =
    state === 'draft' && rule !== 'edited-settled-migration' && !finding.file.endsWith('.json');
  return isOfCode(finding) || isWritten;
}

function hanging(label: string, text: string, { width, colors }: ColoredPage): string[] {
  const [first = '', ...more] = wrap(text, width - label.length);
  return [`${colors.dim(label.trimEnd())} ${first}`, ...more.map((line) => ' '.repeat(label.length) + line)];
}

function summary(reports: readonly LintReport[], page: ColoredPage): string {
  const { colors } = page;
  const all = reports.flatMap(({ findings }) => findings.filter(isSettled)).length;
  const shown = reports.flatMap((report) => shownSettled(report, page)).length;
  const about = shown === all ? '' : ` (--settled lists ${shown > 0 ? 'all' : 'them'})`;
  const { text, worst } = totals(reports, about);
  return worst === undefined ? colors.green(text) : severityColor(worst, colors)(text);
}
