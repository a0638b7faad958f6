import { resolve } from 'node:path';
import { applyEdits } from '../../../../core/edits';
import { diffLines, type DiffLine } from '../../../../core/drift/line-diff';
import { severities, type Finding, type Severity } from '../../../../core/linter/findings/finding';
import { automaticFix } from '../../../../core/linter/fixes/automatic';
import { isCounted } from '../../../../workflows/lint-tally';
import type { LintReport } from '../../../../workflows/lint-report';
import { pathFrom, positionsIn } from '../../../output/positions';
import { escapeLines } from '../../../output/printable';
import { brokenFiles } from '../broken-files';
import { fixCommand } from '../fix-command';
import { totals } from '../totals';
import { unreadFiles } from '../unread-files';
import { codeBlock, escaped, folded, inlineCode, type MarkdownOptions } from './markdown-text';

/** So many are told in full: a comment takes 65,536 characters, and a reviewer half a minute. */
const mostInFull = 10;
/** So many of the others, and of the notices, have a line each. */
const mostLines = 20;
/** Longer fixes are left to the command. */
const mostDiffLines = 30;

interface Told {
  readonly finding: Finding;
  readonly report: LintReport;
  readonly line: number | undefined;
}

const signs: Readonly<Record<Severity, string>> = { error: '🛑', warning: '⚠️', info: 'ℹ️', hint: 'ℹ️' };

/**
 * What a reviewer of a pull request needs, who has nothing but the comment, as Markdown: what is lost, since when it
 * exists and who made it, what goes wrong without it, the fix as a diff, and the statement that makes it again.
 */
export function markdown(reports: readonly LintReport[], options: MarkdownOptions): string {
  const told = reports.flatMap((report) => {
    const positions = positionsIn(report);
    return report.findings.filter(isCounted).map((finding) => {
      const line = positions(finding.file)?.at(finding.range.start).line;
      return { finding, report, line };
    });
  });
  const order = ({ finding }: Told): number => severities.indexOf(finding.severity);
  const sorted = told.toSorted((a, b) => order(a) - order(b));
  const isInFull = ({ finding }: Told): boolean =>
    finding.severity === 'error' || finding.severity === 'warning';
  const inFull = sorted.filter(isInFull).slice(0, mostInFull);
  const others = sorted.filter((one) => !inFull.includes(one));
  const isFixable = inFull.some(({ finding, report }) => report.mayMend && automaticFix(finding));
  const notices = [
    ...brokenFiles(reports, options.cwd),
    ...unreadFiles(reports, options.cwd).map(({ message }) => message),
    ...reports.flatMap((report) => report.notices),
  ];
  const parts = [
    `### Migration Guard: ${escaped(totals(reports).text)}`,
    ...inFull.map((one) => inFullText(one, options)),
    ...list(others.map((one) => shortText(one, options))),
    ...(isFixable
      ? [`All fixes that need no decision: ${inlineCode(byNpx(fixCommand(options.scope)))}`]
      : []),
    ...list(notices.map(escaped)),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Whoever reads the comment need not have installed it. */
function byNpx(command: string): string {
  return command.startsWith('npx ') ? command : `npx ${command}`;
}

function list(lines: readonly string[]): string[] {
  const shown = lines.slice(0, mostLines).map((line) => `- ${line}`);
  const more = lines.length - shown.length;
  return shown.length === 0 ? [] : [[...shown, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n')];
}

function shortText(one: Told, options: MarkdownOptions): string {
  const { severity, message, why } = one.finding;
  return `${severity}, ${whereText(one, options)}: ${escaped(`${message} ${why}`)}`;
}

function inFullText(one: Told, options: MarkdownOptions): string {
  const { finding, report } = one;
  const { severity, rule, index, message, why, lost } = finding;
  const parts = [
    `#### ${signs[severity]} ${index === undefined ? escaped(rule) : inlineCode(index)}`,
    `${severity}, ${whereText(one, options)}`,
    `**${escaped(message)}**${lost === undefined && why !== '' ? ` ${escaped(why)}` : ''}`,
    ...(lost === undefined
      ? []
      : [
          [
            `- ${originText(one)}`,
            ...(isGone(finding) && lost.cost !== undefined ? [`- ${escaped(lost.cost)}`] : []),
          ].join('\n'),
        ]),
    ...fixText(finding, report),
    ...restoreText(finding),
  ];
  return parts.join('\n\n');
}

function isGone({ loss }: Finding): boolean {
  return loss === 'drop' || loss === 'cascade';
}

function whereText({ finding, line }: Told, { cwd, top, rules }: MarkdownOptions): string {
  const page = rules.find(({ id }) => id === finding.rule)?.page;
  const rule = page === undefined ? escaped(finding.rule) : `[${escaped(finding.rule)}](${page})`;
  const position = line === undefined ? '' : `:${line}`;
  return `${inlineCode(`${pathFrom(top, resolve(cwd, finding.file))}${position}`)}, ${rule}`;
}

/** `Since 27 November 2025 by Ann (1a2b3c4).` and what the rule knows of where it comes from. */
function originText({ finding: { why, lost }, report }: Told): string {
  const commit = lost && report.broughtIn?.get(lost.migration);
  if (!commit) return escaped(why);
  const since = commit.date.toISOString().slice(0, 10);
  return `${escaped(why)} In the repository since ${since}, by ${escaped(commit.author)} (${commit.commit.slice(0, 7)}).`;
}

/** The lines that the preferred fix changes; GitHub applies a suggestion only where it is a review of one line's diff. */
function fixText(finding: Finding, report: LintReport): string[] {
  const fix = report.mayMend ? automaticFix(finding) : undefined;
  const [only, ...more] = fix?.edits ?? [];
  if (!fix || !only || more.length > 0) return [];
  const text = report.texts.get(only.file);
  if (text === undefined) return [];
  const lines = changedLines(diffLines(text, applyEdits(text, only.edits)));
  if (lines.length === 0 || lines.length > mostDiffLines) return [];
  return [`Fix: ${escaped(fix.title)}`, codeBlock('diff', lines)];
}

function changedLines(lines: readonly DiffLine[]): string[] {
  const changed = lines.filter(({ sign, text }) => sign !== ' ' && text.trim() !== '');
  return changed.flatMap(({ sign, text }) => escapeLines(text).map((line) => `${sign} ${line}`.trimEnd()));
}

function restoreText({ lost, loss }: Finding): string[] {
  const isChanged = loss === 'drop' || loss === 'cascade' || loss === 'weaken';
  if (lost?.statement === undefined || !isChanged) return [];
  const title = 'To make it again in this migration or, where that is applied already, in a new one';
  return [folded(title, codeBlock('sql', escapeLines(lost.statement)))];
}
