import { resolve } from 'node:path';
import { realPathOf } from '../../../adapters/files/real-path';
import type { FindCode } from '../../../workflows/vector-queries';
import { ciFacts, type CiFacts } from '../../../adapters/git/ci';
import {
  openProjects,
  openTouched,
  type OpenedProject,
  type UntouchedProject,
} from '../../../adapters/open-projects';
import { noProjectHere } from '../../../adapters/project/no-project';
import { stoppableMatcher } from '../../../adapters/project/pattern-matcher';
import { isHumanError } from '../../../core/human-error';
import { automaticFix } from '../../../core/linter/fixes/automatic';
import { lintProject, type LintOptions } from '../../../workflows/lint';
import { lintEach } from '../../../workflows/lint-each';
import { withMakers } from '../../../workflows/lint-makers';
import { unplannedNotice, type LintReport } from '../../../workflows/lint-report';
import type { LintSource } from '../../../workflows/lint-source';
import type { Progress } from '../../../workflows/progress';
import type { CliContext } from '../../context';
import { printable } from '../../output/printable';
import { projectLabel } from '../../output/project-label';
import { writeCommands } from '../../workflow-commands';
import { noProgress, progressOn, type TerminalProgress } from '../../progress';
import { brokenFiles } from './broken-files';
import type { LintArgs, Threshold } from './choices';
import { fixCommand } from './fix-command';
import { isAtLeast, isCounted } from '../../../workflows/lint-tally';
import { unreadFiles } from './unread-files';
import { writeReports } from './write-reports';
import type { AppliedFix } from './fix';
import { append } from '../../../core/append';

interface Opening {
  readonly cwd: string;
  readonly base: string | undefined;
  readonly ci: CiFacts;
  readonly progress: Progress;
}

type Opened = readonly (Pick<OpenedProject, 'source' | 'only' | 'notices'> &
  Partial<Pick<OpenedProject, 'findCode'>>)[];

/** What finds projects and lints them. */
export interface LintPorts {
  readonly openProjects: (paths: readonly string[], options: Opening) => Promise<Opened>;
  readonly openTouched: (
    paths: readonly string[],
    options: Opening,
  ) => Promise<{ readonly opened: Opened; readonly untouched: readonly UntouchedProject[] }>;
  readonly lintProject: (
    source: LintSource,
    options: Pick<LintOptions, 'only' | 'findCode' | 'queries'> & { readonly progress: Progress },
  ) => Promise<LintReport>;
}

export function lint(args: LintArgs, context: CliContext): Promise<0 | 1 | 2> {
  const matchPattern = stoppableMatcher();
  return lintWith(args, context, {
    openProjects: (paths, opening) => openProjects(paths, { ...opening, prisma8: true }),
    openTouched: (paths, opening) => openTouched(paths, { ...opening, prisma8: true }),
    lintProject: (source, options) => lintProject(source, { ...options, matchPattern }),
  });
}

/** Fixes that undo each other must not go on for ever. */
const mostFixRounds = 10;

/**
 * Lints, with --fix applies fixes and lints again, and writes the result to stdout.
 * @returns the exit code: 2 where the configuration of a project is broken, so that it was not linted, or a file could
 *   not be read, or nothing was there to look at though Prisma 8 changes databases; 1 where a finding
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
    await writeReports(reports, args, context);
    const problems = [
      ...brokenFiles(reports, context.cwd),
      ...unreadFiles(reports, context.cwd).map(({ message }) => printable(message)),
    ];
    for (const problem of problems) context.stderr.write(`migration-guard: ${problem}\n`);
    if (problems.length > 0 || hasSeenNothing(reports)) return 2;
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
  // Code may have changed where nothing else has.
  const { opened, untouched } =
    args.changed && !args.queries
      ? await ports.openTouched(args.paths, opening)
      : { opened: await ports.openProjects(args.paths, opening), untouched: [] };
  if (opened.length + untouched.length === 0) {
    throw noProjectHere();
  }
  const named = new Set(args.code?.map((file) => realPathOf(resolve(cwd, file))));
  const codeOf = new Map(
    opened.map(({ source, findCode }) => {
      const findNamed: FindCode | undefined = findCode && ((wants) => findCode(wants, named));
      return [source, named.size > 0 ? findNamed : findCode] as const;
    }),
  );
  const tellsMakers = [args, ...(args.report ?? [])].some(({ format }) => format === 'markdown');
  const reports = await lintEach(
    opened,
    async (source, only) => {
      const report = await ports.lintProject(source, {
        ...{ progress, queries: args.queries, findCode: codeOf.get(source) },
        ...(only !== undefined && { only }),
      });
      return tellsMakers ? await withMakers(report, source.archive) : report;
    },
    untouched,
  );
  return reports.map((report) => withName(report, reports, cwd));
}

/** Of several projects the one that is meant has to be named: there is no file in it that would tell. */
function withName(report: LintReport, all: readonly LintReport[], cwd: string): LintReport {
  if (!report.unplanned || all.length === 1) return report;
  const others = report.notices.filter((notice) => notice !== unplannedNotice());
  return { ...report, notices: [...others, unplannedNotice(projectLabel(report, all, cwd))] };
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

/** Whether there was nothing to look at, though databases may change: green would say that nothing is lost. */
function hasSeenNothing(reports: readonly LintReport[]): boolean {
  return reports.some(({ unplanned }) => unplanned) && reports.every(({ linted }) => linted === 0);
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
