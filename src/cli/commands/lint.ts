import { relative } from 'node:path';
import { automaticFix } from '../../core/linter/fixes/automatic';
import type { Severity } from '../../core/linter/findings/finding';
import type { RuleMetadata } from '../../core/linter/findings/rule-metadata';
import { HumanError } from '../../core/human-error';
import type { LintReport } from '../../workflows/lint-report';
import type { LintSource } from '../../workflows/lint-source';
import type { Progress } from '../../workflows/progress';
import { noProgress, progressOn, type TerminalProgress } from '../progress';
import { printable } from '../reporters/printable';
import { brokenFiles } from '../reporters/broken';
import { isAtLeast, isCounted } from '../reporters/tally';
import { unreadFiles } from '../reporters/unread';
import { usesColor, widthOf, type Environment, type Output } from '../terminal';
import type { LintArgs, Threshold } from './lint-args';

/** A project to lint, and what a person should know about how it was found. */
export interface OpenedProject {
  readonly source: LintSource;
  /** Names of the migrations to look at; undefined means all. */
  readonly only: ReadonlySet<string> | undefined;
  readonly notices: readonly string[];
}

interface OpenOptions {
  readonly cwd: string;
  readonly base: string | undefined;
  readonly pullRequestBranch: string | undefined;
  readonly progress: Progress;
}

interface LintOptions {
  readonly only?: ReadonlySet<string>;
  readonly progress: Progress;
}

export interface LintDeps {
  readonly openProjects: (paths: string[], options: OpenOptions) => Promise<readonly OpenedProject[]>;
  readonly lintProject: (source: LintSource, options: LintOptions) => Promise<LintReport>;
  /** The top folder of the repository that holds the folder, if one does. */
  readonly topOf: (folder: string) => string | undefined;
  /** Adds to the end of a file; throws where that fails. */
  readonly appendFile: (file: string, text: string) => void;
  readonly rules: readonly RuleMetadata[];
  readonly version: string;
  readonly cwd: string;
  readonly env: Environment;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** Fixes that undo each other must not go on for ever. */
const mostFixRounds = 10;

/**
 * Lints, with --fix mends and lints again, and writes the result to stdout.
 * @returns the exit code: 2 where the configuration of a project is broken, so that it was not linted, or a file could
 *   not be read; 1 where a finding
 *   that counts is as bad as --fail-on; else 0
 * @throws HumanError where there is nothing to lint, or a file could not be mended
 */
export async function runLint(args: LintArgs, deps: LintDeps): Promise<0 | 1 | 2> {
  const progress = args.quiet ? noProgress : progressOn(deps.stderr, deps.env);
  try {
    let reports = await lintAll(args, deps, progress);
    if (args.fix) reports = await fixAll(reports, args, deps, progress);
    progress.clear();
    deps.stdout.write(await render(visible(reports, args), args, deps));
    const problems = [
      ...brokenFiles(reports, deps.cwd),
      ...unreadFiles(reports, deps.cwd).map(({ message }) => printable(message)),
    ];
    for (const problem of problems) deps.stderr.write(`migration-guard: ${problem}\n`);
    if (problems.length > 0) return 2;
    return fails(reports, args.failOn) ? 1 : 0;
  } finally {
    progress.clear();
  }
}

async function lintAll(args: LintArgs, deps: LintDeps, progress: TerminalProgress): Promise<LintReport[]> {
  const projects = await deps.openProjects([...args.paths], {
    cwd: deps.cwd,
    base: args.base,
    pullRequestBranch: deps.env['GITHUB_BASE_REF'],
    progress,
  });
  if (projects.length === 0) {
    throw new HumanError('No Prisma project was found here. Give the path of one.');
  }
  const reports: LintReport[] = [];
  // What is said of a repository, or of a folder, would come again with each of its projects.
  const said = new Set<string>();
  for (const { source, only, notices } of projects) {
    const report = await deps.lintProject(source, only === undefined ? { progress } : { only, progress });
    const all = report.skipped === undefined ? [...notices, ...report.notices] : report.notices;
    reports.push({ ...report, notices: all.filter((notice) => !said.has(notice)) });
    for (const notice of all) said.add(notice);
  }
  return reports;
}

async function fixAll(
  reports: LintReport[],
  args: LintArgs,
  deps: LintDeps,
  progress: TerminalProgress,
): Promise<LintReport[]> {
  const { applyAutomaticFixes, fixedMessage } = await import('../fix');
  const applied = [];
  let current = reports;
  for (let round = 0; round < mostFixRounds; round += 1) {
    const inThisRound = applyAutomaticFixes(current, deps.cwd);
    if (inThisRound.length === 0) break;
    applied.push(...inThisRound);
    current = await lintAll(args, deps, progress);
  }
  progress.clear();
  if (applied.length > 0) {
    deps.stderr.write(`${fixedMessage(applied)}\n`);
  } else if (current.some((report) => heldBack(report) && report.unread?.length)) {
    deps.stderr.write('Fixed nothing where files could not be read: mend those first\n');
  } else if (current.some(heldBack)) {
    deps.stderr.write(
      'Fixed nothing: without git it is not known which migrations are applied already. Name those to fix: migration-guard lint --fix <path of a migration.sql>\n',
    );
  } else if (fails(current, args.failOn)) {
    deps.stderr.write('Fixed nothing: what is left needs a decision\n');
  }
  return current;
}

/** Whether something could be mended, but not without asking. */
function heldBack({ mayMend, findings }: LintReport): boolean {
  return !mayMend && findings.some((finding) => automaticFix(finding) !== undefined);
}

function fails(reports: readonly LintReport[], failOn: Threshold): boolean {
  if (failOn === 'never') return false;
  return reports.some(({ findings }) =>
    findings.some((finding) => isCounted(finding) && isAtLeast(finding.severity, failOn)),
  );
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

async function render(reports: readonly LintReport[], args: LintArgs, deps: LintDeps): Promise<string> {
  const { cwd, version, rules, stdout, env } = deps;
  switch (args.format) {
    case 'pretty': {
      const { pretty } = await import('../reporters/pretty');
      const color = usesColor(args.color, env, stdout);
      return pretty(reports, { cwd, width: widthOf(stdout, env), color, quiet: args.quiet });
    }
    case 'json': {
      const { json } = await import('../reporters/json');
      return json(reports, { cwd });
    }
    case 'sarif': {
      const { sarif } = await import('../reporters/sarif');
      return sarif(reports, { cwd, version, rules });
    }
    case 'github': {
      const [{ github }, { stepSummary }] = await Promise.all([
        import('../reporters/github'),
        import('../reporters/step-summary'),
      ]);
      const top = repositoryTop(deps);
      writeSummary(stepSummary(reports, { cwd, top, rules }), deps);
      return github(reports, { cwd, top });
    }
  }
}

/** GitHub names files as seen from the folder that it checked out into. */
function repositoryTop({ cwd, env, topOf }: LintDeps): string {
  const workspace = env['GITHUB_WORKSPACE'] ?? '';
  const isInside = workspace !== '' && !relative(workspace, cwd).startsWith('..');
  return isInside ? workspace : (topOf(cwd) ?? cwd);
}

/** A job without its summary is no failure of lint. */
function writeSummary(text: string, { env, stderr, appendFile }: LintDeps): void {
  const file = env['GITHUB_STEP_SUMMARY'] ?? '';
  if (file === '') return;
  try {
    appendFile(file, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    stderr.write(`migration-guard: the step summary could not be written: ${printable(reason)}\n`);
  }
}
