import { createColors } from 'picocolors';
import type { AuditedEntry, AuditReport } from '../../../workflows/audit';
import type { Page } from '../../output/page';
import { pathFrom, positionsIn } from '../../output/positions';
import { counted } from '../../../core/counted';
import { printable } from '../../output/printable';
import { projectLabel } from '../../output/project-label';
import { wrap } from '../../output/wrap';
import { writerLabel } from '../../output/writer-label';
import { headings, remarkOf, titleOf } from './messages';
import { append } from '../../../core/append';

const kinds = Object.keys(headings) as AuditedEntry['kind'][];
const indent = ' '.repeat(4);

/** What projects let through, as a person reads it in a terminal. */
export function auditPretty(reports: readonly AuditReport[], page: Page): string {
  return reports.map((report) => projectLines(report, reports, page).join('\n')).join('\n\n') + '\n';
}

function projectLines(report: AuditReport, all: readonly AuditReport[], page: Page): string[] {
  const { bold } = createColors(page.color);
  const lines = all.length > 1 ? [bold(printable(projectLabel(report, all, page.cwd))), ''] : [];
  if (report.skipped !== undefined)
    return [...lines, `Not looked at: the project uses ${printable(report.skipped)}.`];
  const positions = positionsIn(report);
  const whereOf = ({ file, range }: AuditedEntry): string => {
    const line = positions(file)?.at(range.start).line;
    return `${pathFrom(page.cwd, file)}${line === undefined ? '' : `:${line}`}`;
  };
  for (const kind of kinds) {
    const own = report.entries.filter((entry) => entry.kind === kind);
    if (own.length === 0) continue;
    lines.push(bold(headings[kind]));
    for (const entry of own) {
      for (const line of entryLines(entry, whereOf(entry), page)) lines.push(line);
    }
    lines.push('');
  }
  append(
    lines,
    wrap(summaryOf(report.entries), page.width).map((line) => bold(line)),
  );
  return lines;
}

function entryLines(entry: AuditedEntry, where: string, { width, color }: Page): string[] {
  const { dim, yellow } = createColors(color);
  const folded = (text: string, paint = (line: string) => line): string[] =>
    wrap(printable(text), width - indent.length).map((line) => indent + paint(line));
  const remark = remarkOf(entry);
  const [first = '', ...more] = wrap(printable(titleOf(entry)), width - indent.length);
  return [
    `  ${first}`,
    ...more.map((line) => indent + line),
    ...(remark === undefined ? [] : folded(`It ${remark}.`, yellow)),
    ...(entry.reason === undefined ? folded('no reason given', yellow) : folded(entry.reason)),
    ...folded(writerLabel(entry.origin), dim),
    ...folded(where, dim),
  ];
}

function summaryOf(entries: readonly AuditedEntry[]): string {
  if (entries.length === 0) return 'Nothing is suppressed, loosened, skipped or listed.';
  const count = (kind: AuditedEntry['kind']): number => entries.filter((entry) => entry.kind === kind).length;
  const unused = entries.filter((entry) => entry.kind === 'suppression' && entry.use === 'unused').length;
  const listed = count('protected-index') + count('protected-object') + count('ignore-pattern');
  const parts = [
    `${counted(count('suppression'), 'suppression')}${unused > 0 ? ` (${unused} of them unused)` : ''}`,
    counted(count('rule'), 'loosened rule'),
    counted(count('path'), 'skipped path'),
    `${listed} ${listed === 1 ? 'entry' : 'entries'} of drift-ignore.json`,
  ];
  return `${parts.join(', ')}.`;
}
