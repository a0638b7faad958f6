import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import { ciFacts, type CiFacts } from '../../../adapters/git/ci';
import {
  openProjects,
  openTouched,
  type OpenedProject,
  type UntouchedProject,
} from '../../../adapters/open-projects';
import { noProjectHere } from '../../../adapters/project/no-project';
import { stoppableMatcher } from '../../../adapters/project/pattern-matcher';
import { workTreeTop } from '../../../adapters/files/tree-root';
import { isHumanError } from '../../../core/human-error';
import type { Finding, Severity } from '../../../core/linter/findings/finding';
import { automaticFix } from '../../../core/linter/fixes/automatic';
import { rules } from '../../../core/linter/rules/registry';
import { lintProject } from '../../../workflows/lint';
import { untouchedReport, type LintReport } from '../../../workflows/lint-report';
import type { LintSource } from '../../../workflows/lint-source';
import type { Progress } from '../../../workflows/progress';
import { complain, pageOf, type CliContext } from '../../context';
import type { ColorOption } from '../../options';
import { printable } from '../../output/printable';
import { writeCommands } from '../../workflow-commands';
import { noProgress, progressOn, type TerminalProgress } from '../../progress';
import { brokenFiles } from './broken-files';
import type { Format, Threshold } from './choices';
import { fixCommand, type LintScope } from './fix-command';
import { isAtLeast, isCounted } from './tally';
import { unreadFiles } from './unread-files';
import type { AppliedFix } from './fix';
import { append } from '../../../core/append';

export interface LintArgs extends ColorOption {
  /** Files or folders; none means the working directory. */
  readonly paths: readonly string[];
  readonly fix?: boolean;
  /** A git revision; undefined lets the project choose. */
  readonly base?: string | undefined;
  /** Only projects that differ from the base. */
  readonly changed?: boolean;
  readonly format: Format;
  readonly failOn: Threshold;
  readonly quiet?: boolean;
  /** Also lists the findings in migrations that are already merged. */
  readonly settled?: boolean;
}

interface Opening {
  readonly cwd: string;
  readonly base: string | undefined;
  readonly ci: CiFacts;
  readonly progress: Progress;
}

type Opened = readonly Pick<OpenedProject, 'source' | 'only' | 'notices'>[];

/** What finds projects and lints them. */
export interface LintPorts {
  readonly openProjects: (paths: readonly string[], options: Opening) => Promise<Opened>;
  readonly openTouched: (
    paths: readonly string[],
    options: Opening,
  ) => Promise<{ readonly opened: Opened; readonly untouched: readonly UntouchedProject[] }>;
  readonly lintProject: (
    source: LintSource,
    options: { readonly only?: ReadonlySet<string>; readonly progress: Progress },
  ) => Promise<LintReport>;
}

export function lint(args: LintArgs, context: CliContext): Promise<0 | 1 | 2> {
  const matchPattern = stoppableMatcher();
  return lintWith(args, context, {
    openProjects,
    openTouched,
    lintProject: (source, options) => lintProject(source, { ...options, matchPattern }),
  });
}

/** Fixes that undo each other must not go on for ever. */
const mostFixRounds = 10;

/**
 * Lints, with --fix applies fixes and lints again, and writes the result to stdout.
 * @returns the exit code: 2 where the configuration of a project is broken, so that it was not linted, or a file could
 *   not be read; 1 where a finding
 *   that counts is as bad as --fail-on; else 0
 * @throws HumanError where there is nothing to lint, or a file could not be fixed
 */
export async function lintWith(args: LintArgs, context: CliContext, ports: LintPorts): Promise<0 | 1 | 2> {
  const progress = args.quiet ? noProgress : progressOn(context.stderr, context.env);
  try {
    const lintAll = (): Promise<LintReport[]> => lintProjects(args, context, ports, progress);
    let reports = await annotated(lintAll(), args, context);
    if (args.fix) reports = await fixAll(reports, lintAll, args, context, progress);
    progress.clear();
    const text = await render(visible(reports, args), args, context);
    if (args.format === 'github') writeCommands(context.stdout, text);
    else context.stdout.write(text);
    const problems = [
      ...brokenFiles(reports, context.cwd),
      ...unreadFiles(reports, context.cwd).map(({ message }) => printable(message)),
    ];
    for (const problem of problems) context.stderr.write(`migration-guard: ${problem}\n`);
    if (problems.length > 0) return 2;
    return fails(reports, args.failOn) ? 1 : 0;
  } finally {
    progress.clear();
  }
}

async function lintProjects(
  args: LintArgs,
  { cwd, env }: CliContext,
  ports: LintPorts,
  progress: TerminalProgress,
): Promise<LintReport[]> {
  const opening = { cwd, base: args.base, ci: ciFacts(env), progress };
  const { opened, untouched } = args.changed
    ? await ports.openTouched(args.paths, opening)
    : { opened: await ports.openProjects(args.paths, opening), untouched: [] };
  if (opened.length + untouched.length === 0) {
    throw noProjectHere();
  }
  const reports: LintReport[] = [];
  // What is said of a repository, a folder or a file that several projects share would come again with each of them.
  const reported = new Set<string>();
  for (const { source, only, notices } of opened) {
    const report = await ports.lintProject(source, only === undefined ? { progress } : { only, progress });
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
    reports.push(
      untouchedReport(
        project,
        project.notices.filter((notice) => !reported.has(notice)),
      ),
    );
    for (const notice of project.notices) reported.add(notice);
  }
  return reports;
}

/** Two projects that share a file say the same of it. */
function aboutShared({ file, range, message }: Finding): string {
  return JSON.stringify([file, range.start, message]);
}

/** On GitHub the reason why nothing could be linted is to be seen where the findings would be. */
async function annotated(
  linting: Promise<LintReport[]>,
  { format }: LintArgs,
  { stdout }: CliContext,
): Promise<LintReport[]> {
  if (format !== 'github') return await linting;
  const { githubError } = await import('./formats/github');
  return await linting.catch((error: unknown) => {
    if (isHumanError(error)) writeCommands(stdout, githubError(error.message));
    throw error;
  });
}

async function fixAll(
  reports: LintReport[],
  lintAll: () => Promise<LintReport[]>,
  args: LintArgs,
  { cwd, stderr }: CliContext,
  progress: TerminalProgress,
): Promise<LintReport[]> {
  const { applyAutomaticFixes, fixedMessage } = await import('./fix');
  const applied: AppliedFix[] = [];
  let current = reports;
  for (let round = 0; round < mostFixRounds; round += 1) {
    const inThisRound = applyAutomaticFixes(current, cwd);
    if (inThisRound.length === 0) break;
    append(applied, inThisRound);
    current = await lintAll();
  }
  progress.clear();
  if (applied.length > 0) {
    stderr.write(`${fixedMessage(applied)}\n`);
  } else if (current.some((report) => heldBack(report) && report.unread?.length)) {
    stderr.write('Fixed nothing where files could not be read: fix those first\n');
  } else if (current.some(heldBack)) {
    stderr.write(
      `Fixed nothing: it is not known which migrations are applied already. Name those to fix: ${fixCommand({ base: args.base, paths: ['<path of a migration.sql>'] })}\n`,
    );
  } else if (fails(current, args.failOn)) {
    stderr.write('Fixed nothing: what is left needs a decision\n');
  }
  return current;
}

/** Whether something could be fixed, but not without asking. */
function heldBack({ mayMend, findings }: LintReport): boolean {
  return !mayMend && findings.some((finding) => automaticFix(finding) !== undefined);
}

function fails(reports: readonly LintReport[], failOn: Threshold): boolean {
  if (failOn === 'never') return false;
  return reports.some(({ findings }) =>
    findings.some((finding) => isCounted(finding) && isAtLeast(finding.severity, failOn)),
  );
}

/** Who names a migration wants to know all of it. */
function listsSettled({ settled, paths }: LintArgs): boolean {
  return settled === true || paths.some((path) => path.endsWith('.sql'));
}

/** With --quiet no notices, and of the findings only errors, warnings and what makes the run fail. */
function visible(reports: readonly LintReport[], { quiet, failOn }: LintArgs): readonly LintReport[] {
  if (!quiet) return reports;
  const mildest: Severity = failOn === 'info' || failOn === 'hint' ? failOn : 'warning';
  return reports.map((report) => ({
    ...report,
    notices: [],
    findings: report.findings.filter(({ severity }) => isAtLeast(severity, mildest)),
  }));
}

async function render(reports: readonly LintReport[], args: LintArgs, context: CliContext): Promise<string> {
  const { cwd, version } = context;
  const scope: LintScope = { paths: args.paths, base: args.base };
  switch (args.format) {
    case 'pretty': {
      const { pretty } = await import('./formats/pretty');
      return pretty(reports, {
        ...pageOf(context, args.color),
        quiet: args.quiet === true,
        settled: listsSettled(args),
        scope,
      });
    }
    case 'json': {
      const { json } = await import('./formats/json');
      return json(reports, { cwd });
    }
    case 'sarif': {
      const { sarif, mostRuns } = await import('./formats/sarif');
      const linted = reports.filter(({ untouched }) => untouched === undefined).length;
      if (linted > mostRuns) {
        complain(
          context,
          `these are ${linted} SARIF runs, one for each project, and GitHub takes ${mostRuns} in a file: lint only what has changed with --changed, or name some of the projects.`,
        );
      }
      return sarif(reports, { cwd, version, rules });
    }
    case 'gitlab': {
      const { gitlab, gitlabLog } = await import('./formats/gitlab');
      context.stderr.write(gitlabLog(reports));
      return gitlab(reports, { cwd, top: repositoryTop(context) });
    }
    case 'github': {
      const [{ github }, { stepSummary }] = await Promise.all([
        import('./formats/github'),
        import('./formats/step-summary'),
      ]);
      const top = repositoryTop(context);
      writeSummary(stepSummary(reports, { cwd, top, rules, scope }), context);
      return github(reports, { cwd, top, scope });
    }
  }
}

/** GitHub and GitLab name files as seen from the folder that they checked out into. */
function repositoryTop({ cwd, env }: CliContext): string {
  const workspace = env['GITHUB_WORKSPACE'] ?? env['CI_PROJECT_DIR'] ?? '';
  const isInside = workspace !== '' && !relative(workspace, cwd).startsWith('..');
  return isInside ? workspace : (workTreeTop(cwd) ?? cwd);
}

/** A job without its summary is no failure of lint. */
function writeSummary(text: string, context: CliContext): void {
  const file = context.env['GITHUB_STEP_SUMMARY'] ?? '';
  if (file === '') return;
  try {
    appendFileSync(file, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    complain(context, `the step summary could not be written: ${reason}`);
  }
}
