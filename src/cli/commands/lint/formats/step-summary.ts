import { resolve } from 'node:path';
import { automaticFix } from '../../../../core/linter/fixes/automatic';
import type { Finding } from '../../../../core/linter/findings/finding';
import type { LintReport } from '../../../../workflows/lint-report';
import { brokenFiles } from '../broken-files';
import { pathFrom, positionsIn, type TextPositions } from '../../../output/positions';
import { counted } from '../../../../core/counted';
import { fixCommand } from '../fix-command';
import { suppressedFindings, type SuppressedFinding } from '../suppressed';
import { isCounted } from '../../../../workflows/lint-tally';
import { totals } from '../totals';
import { unreadFiles } from '../unread-files';
import { escaped, folded, type MarkdownOptions } from './markdown-text';

/** GitHub takes 1 MiB for a step; a reader takes less. */
const mostRows = 100;

interface Row {
  readonly finding: Finding;
  readonly mayMend: boolean;
  readonly positions: TextPositions | undefined;
}

/**
 * The reports as Markdown for $GITHUB_STEP_SUMMARY
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary): what
 * counts in one table, what is settled in another that is folded, then the notices.
 */
export function stepSummary(reports: readonly LintReport[], options: MarkdownOptions): string {
  const rows = reports.flatMap((report) => {
    const positions = positionsIn(report);
    return report.findings
      .filter(({ suppressed }) => suppressed === undefined)
      .map((finding) => ({ finding, mayMend: report.mayMend, positions: positions(finding.file) }));
  });
  const settled = rows.filter(({ finding }) => !isCounted(finding));
  const notices = [
    ...brokenFiles(reports, options.cwd),
    ...unreadFiles(reports, options.cwd).map(({ message }) => message),
    ...reports.flatMap((report) => report.notices),
  ];
  const parts = [
    `### Migration Guard: ${escaped(totals(reports).text)}`,
    ...table(
      rows.filter(({ finding }) => isCounted(finding)),
      options,
    ),
    ...(settled.length === 0 ? [] : [settledTable(settled, options)]),
    ...suppressedTable(suppressedFindings(reports), options),
    ...(notices.length === 0 ? [] : [notices.map((notice) => `- ${escaped(notice)}`).join('\n')]),
  ];
  return parts.map((part) => `${part}\n`).join('\n');
}

function settledTable(rows: readonly Row[], options: MarkdownOptions): string {
  const title = `${counted(rows.length, 'finding')} in migrations that are already merged, which do not fail the run`;
  return folded(title, table(rows, options).join('\n'));
}

function table(rows: readonly Row[], options: MarkdownOptions): string[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, mostRows).map((row) => line(row, options));
  const head = '| Severity | Rule | Where | What |\n| --- | --- | --- | --- |';
  const more = rows.length - shown.length;
  return [[head, ...shown].join('\n'), ...(more > 0 ? [`and ${more} more`] : [])];
}

function line({ finding, mayMend, positions }: Row, options: MarkdownOptions): string {
  const { rule, severity, range, message, why, restore } = finding;
  const page = options.rules.find(({ id }) => id === rule)?.page;
  const title = page === undefined ? escaped(rule) : `[${escaped(rule)}](${page})`;
  const where = placeOf(finding, positions?.at(range.start).line, options);
  const ways = [
    ...(mayMend && automaticFix(finding) !== undefined ? [`Fix it: \`${fixCommand(options.scope)}\``] : []),
    ...(restore === undefined ? [] : [`Make it again in a new migration: <code>${escaped(restore)}</code>`]),
  ];
  const text = [escaped(`${message} ${why}`), ...ways].join('<br>');
  return `| ${severity} | ${title} | ${where} | ${text} |`;
}

function suppressedTable(suppressed: readonly SuppressedFinding[], options: MarkdownOptions): string[] {
  if (suppressed.length === 0) return [];
  const shown = suppressed.slice(0, mostRows).map(({ finding, reason, by, line }) => {
    const { rule, index } = finding;
    const what = index === undefined ? escaped(rule) : `${escaped(rule)}: ${escaped(index)}`;
    return `| ${what} | ${placeOf(finding, line, options)} | ${escaped(reason)} | ${by} |`;
  });
  const more = suppressed.length - shown.length;
  const count = counted(suppressed.length, 'suppressed finding');
  return [
    folded(
      `${count}, for the reasons given`,
      [
        ...['| What | Where | Reason | Suppressed by |', '| --- | --- | --- | --- |', ...shown],
        ...(more > 0 ? ['', `and ${more} more`] : []),
      ].join('\n'),
    ),
  ];
}

function placeOf({ file }: Finding, line: number | undefined, { cwd, top }: MarkdownOptions): string {
  const position = line === undefined ? '' : `:${line}`;
  return `<code>${escaped(pathFrom(top, resolve(cwd, file)))}${position}</code>`;
}
