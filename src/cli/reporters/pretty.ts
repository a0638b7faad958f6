import { createColors } from 'picocolors';
import { automaticFix } from '../../core/fixes/automatic';
import type { Finding, FixKind, Severity } from '../../core/finding';
import type { LintReport } from '../../workflows/lint-report';
import { columnsOf, wrap } from './columns';
import { frameOf } from './frame';
import { pathFrom, placesIn, type TextPlaces } from './places';
import { counted, printable } from './printable';
import { isCounted, tally } from './tally';

export interface PrettyOptions {
  /** Paths are shown as seen from here. */
  readonly cwd: string;
  /** Columns to wrap at. */
  readonly width: number;
  readonly color: boolean;
}

type Colors = ReturnType<typeof createColors>;

interface Page extends PrettyOptions {
  readonly colors: Colors;
}

/** Messages stand under the source line's number. */
const indent = '     ';
const gutterDigits = 6;

/** The reports as a person reads them in a terminal. Nothing of a project's text reaches it unescaped. */
export function pretty(reports: readonly LintReport[], options: PrettyOptions): string {
  const page: Page = { ...options, colors: createColors(options.color) };
  const blocks = reports.flatMap((report) => [
    ...(reports.length > 1 ? [projectHeading(report, page)] : []),
    ...projectBlocks(report, page),
  ]);
  return [...blocks, summary(reports, page)].map((block) => `${block}\n`).join('\n');
}

function projectHeading(report: LintReport, { colors, cwd }: Page): string {
  const heading = colors.bold(`Project ${printable(pathFrom(cwd, report.root))}`);
  if (report.broken.length > 0) return `${heading}: not linted, its configuration cannot be read`;
  const clean = report.findings.every((finding) => finding.suppressed !== undefined);
  return clean ? `${heading}: no findings in ${counted(report.linted, 'migration')}` : heading;
}

function projectBlocks(report: LintReport, page: Page): string[] {
  const places = placesIn(report);
  const shown = report.findings.filter((finding) => finding.suppressed === undefined);
  const settled = shown.filter((finding) => !isCounted(finding));
  const blocks = fileBlocks(shown.filter(isCounted), places, page);
  if (settled.length > 0) {
    const heading = 'Settled: part of the base already, so these do not fail the run.';
    blocks.push(page.colors.bold(heading));
    blocks.push(...fileBlocks(settled, places, page));
  }
  const notices = report.notices.flatMap((notice) => hanging('Note: ', printable(notice), page));
  if (notices.length > 0) blocks.push(notices.join('\n'));
  return blocks;
}

/** One block a file, in the order in which the findings came. */
function fileBlocks(
  findings: readonly Finding[],
  places: (file: string) => TextPlaces | undefined,
  page: Page,
): string[] {
  const byFile = new Map<string, Finding[]>();
  for (const finding of findings) {
    const sameFile = byFile.get(finding.file);
    if (sameFile === undefined) byFile.set(finding.file, [finding]);
    else sameFile.push(finding);
  }
  return [...byFile].map(([file, found]) => {
    const path = page.colors.underline(printable(pathFrom(page.cwd, file)));
    const parts = found.map((finding) => findingLines(finding, places(file), page).join('\n'));
    return `${path}\n${parts.join('\n\n')}`;
  });
}

function findingLines(finding: Finding, places: TextPlaces | undefined, page: Page): string[] {
  const { colors, width } = page;
  const severity = severityColor(finding.severity, colors)(finding.severity);
  const start = places?.at(finding.range.start);
  const place = start === undefined ? '' : `${start.line}:${start.column}  `;
  const text = (line: string) => wrap(line, width - indent.length).map((part) => indent + part);
  return [
    `  ${place}${severity}  ${printable(finding.rule)}`,
    ...(places === undefined ? [] : frameLines(finding, places, page)),
    ...text(printable(finding.message)),
    ...(finding.why === '' ? [] : text(printable(finding.why))),
    ...wayLines(finding, page),
  ];
}

function frameLines(finding: Finding, places: TextPlaces, { colors, width }: Page): string[] {
  const number = String(places.at(finding.range.start).line).padStart(gutterDigits);
  const frame = frameOf(places, finding.range, width - number.length - 3);
  const carets = severityColor(finding.severity, colors)('^'.repeat(frame.carets));
  return [
    `${colors.dim(`${number} │`)} ${frame.source}`,
    `${colors.dim(`${' '.repeat(number.length)} │`)} ${' '.repeat(frame.indent)}${carets}`,
  ];
}

const fixLabels: Record<FixKind, string> = {
  keep: 'Keep it',
  recreate: 'Make it again',
  declare: 'Declare it',
  list: 'List it',
  deliberate: 'Mark it as deliberate',
};

/** What a person can do next. Beside each other where they fit, never broken: they are there to be copied. */
function wayLines(finding: Finding, { colors, width }: Page): string[] {
  const ways: [label: string, what: string][] = [];
  const fix = automaticFix(finding);
  if (fix !== undefined) {
    ways.push([fixLabels[fix.kind], 'migration-guard lint --fix']);
  } else {
    for (const { kind, title } of finding.fixes) {
      if (kind !== 'deliberate') ways.push(['In the editor', printable(title)]);
    }
  }
  if (!finding.rule.endsWith('-suppression')) {
    const how = takesComment(finding)
      ? `-- migration-guard-ignore ${printable(finding.rule)}: <reason>`
      : 'an entry under "ignore" in migration-guard.json';
    ways.push(['It is deliberate', how]);
  }
  const painted = ways.map(([label, what]) => `${colors.dim(`${label}:`)} ${what}`);
  const columns = indent.length + columnsOf(ways.map(([label, what]) => `${label}: ${what}`).join('    '));
  if (columns > width) return painted.map((way) => indent + way);
  return painted.length === 0 ? [] : [indent + painted.join('    ')];
}

/** Elsewhere a comment would change the text of a migration that some database has already applied. */
function takesComment({ rule, state }: Finding): boolean {
  return state === 'draft' && rule !== 'edited-settled-migration';
}

function hanging(label: string, text: string, { width, colors }: Page): string[] {
  const [first = '', ...more] = wrap(text, width - label.length);
  return [`${colors.dim(label.trimEnd())} ${first}`, ...more.map((line) => ' '.repeat(label.length) + line)];
}

/** `1 error in 1 of 214 migrations`, with what did not count behind it. */
function summary(reports: readonly LintReport[], { colors }: Page): string {
  const { counts, files, onlyMigrations, linted, migrations, settled, suppressed } = tally(reports);
  const kinds = (['error', 'warning', 'info', 'hint'] as const).filter((severity) => counts[severity] > 0);
  const among = counted(linted, 'migration');
  const where = onlyMigrations ? `${files} of ${among}` : `${counted(files, 'file')} (${among})`;
  const broken = reports.filter((report) => report.broken.length > 0).length;
  const none = migrations === 0 ? 'There are no migrations yet' : `No findings in ${among}`;
  const parts = [
    kinds.length === 0
      ? none
      : `${kinds.map((severity) => counted(counts[severity], severity)).join(', ')} in ${where}`,
  ];
  if (reports.length > 1) parts.push(counted(reports.length, 'project'));
  if (linted < migrations) parts.push(`the history has ${migrations}`);
  if (settled > 0) parts.push(`${settled} settled`);
  if (suppressed > 0) parts.push(`${suppressed} suppressed`);
  if (broken > 0) parts.push(`${counted(broken, 'project')} not linted`);

  const worst = broken > 0 ? 'error' : kinds[0];
  const paint = worst === undefined ? colors.green : severityColor(worst, colors);
  return paint(parts.join('; '));
}

function severityColor(severity: Severity, colors: Colors): (text: string) => string {
  switch (severity) {
    case 'error':
      return colors.red;
    case 'warning':
      return colors.yellow;
    case 'info':
      return colors.blue;
    case 'hint':
      return colors.cyan;
  }
}
