import { isAbsolute, resolve } from 'node:path';
import { automaticFix } from '../../../../core/linter/fixes/automatic';
import type { Finding, Severity } from '../../../../core/linter/findings/finding';
import { severities } from '../../../../core/linter/findings/finding';
import type { LintReport } from '../../../../workflows/lint-report';
import { brokenFiles } from '../broken-files';
import { pathFrom, positionsIn, type TextPositions } from '../../../output/positions';
import { printable } from '../../../output/printable';
import { fixCommand, type LintScope } from '../fix-command';
import { isCounted } from '../../../../workflows/lint-tally';
import { totals } from '../totals';
import { unreadFiles } from '../unread-files';

export interface GithubOptions {
  /** What the findings' paths are relative to. */
  readonly cwd: string;
  /** The repository's top folder: annotations name files as seen from here. Absolute. */
  readonly top: string;
  /** What was linted, so that what is advised fixes the same. */
  readonly scope?: LintScope;
}

/** What annotations without a rule are called. */
const title = 'Migration Guard';

type Command = 'error' | 'warning' | 'notice';

const commands: Readonly<Record<Severity, Command>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

/**
 * The reports as workflow commands, which GitHub shows as annotations beside the changed lines
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands). It takes ten errors and ten
 * warnings of a step, so the worst come first, and settled findings are left to the summary. Nothing of a project's
 * text can begin a command of its own: it stands behind `::` and on one line.
 */
export function github(reports: readonly LintReport[], options: GithubOptions): string {
  const findings = reports.flatMap((report) => {
    const positions = positionsIn(report);
    const { mayMend } = report;
    return report.findings
      .filter(isCounted)
      .map((finding) => ({ finding, mayMend, positions: positions(finding.file) }));
  });
  const order = ({ finding }: { finding: Finding }) => severities.indexOf(finding.severity);
  const lines = [
    ...brokenFiles(reports, options.cwd).map((message) => command('error', { title }, message)),
    ...unreadFiles(reports, options.cwd).map(({ file, message }) => unreadCommand(file, message, options)),
    ...findings.sort((a, b) => order(a) - order(b)).map((each) => findingCommand(each, options)),
    ...reports.flatMap(({ notices }) => notices.map((text) => command('notice', { title }, text))),
    totals(reports).text,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Why nothing could be linted, as an annotation of the run. */
export function githubError(sentence: string): string {
  return `${command('error', { title }, sentence)}\n`;
}

interface ReportedFinding {
  readonly finding: Finding;
  readonly mayMend: boolean;
  readonly positions: TextPositions | undefined;
}

function unreadCommand(file: string, message: string, options: GithubOptions): string {
  const path = pathIn(options, file);
  return command('error', path === undefined ? { title } : { file: path, title }, message);
}

function findingCommand({ finding, mayMend, positions }: ReportedFinding, options: GithubOptions): string {
  const path = pathIn(options, finding.file);
  const { index, message, why } = finding;
  const isFixed = mayMend && automaticFix(finding) !== undefined;
  const mend = isFixed ? ` Fix it: ${fixCommand(options.scope)}` : '';
  const text = `${message} ${why}${mend}`;
  const heading = index === undefined ? finding.rule : `${finding.rule}: ${index}`;
  if (path === undefined)
    return command(commands[finding.severity], { title: heading }, `${finding.file}: ${text}`);
  return command(
    commands[finding.severity],
    { file: path, ...region(finding, positions), title: heading },
    text,
  );
}

/** Columns only where the range is on one line: GitHub takes them nowhere else. */
function region({ range }: Finding, positions: TextPositions | undefined): Record<string, number> {
  if (positions === undefined) return {};
  const start = positions.at(range.start);
  const end = positions.at(range.end);
  const lines = { line: start.line, endLine: end.line };
  return start.line === end.line ? { ...lines, col: start.column, endColumn: end.column } : lines;
}

/** Undefined for what is outside of the repository, where there is nothing to annotate. */
function pathIn({ cwd, top }: GithubOptions, file: string): string | undefined {
  const path = pathFrom(top, resolve(cwd, file));
  return path.startsWith('../') || isAbsolute(path) ? undefined : path;
}

function command(name: Command, properties: Readonly<Record<string, string | number>>, text: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  const head = list.length === 0 ? name : `${name} ${list.join(',')}`;
  return `::${head}::${escapeData(text)}`;
}

/** As the runner undoes it: in a message the line break and the escape's own sign, in a property also its separators. */
function escapeData(text: string): string {
  return printable(text)
    .trim()
    .replaceAll('##[', '## [')
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
