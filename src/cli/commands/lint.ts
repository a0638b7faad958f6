import { automaticFix } from '../../core/fixes/automatic';
import type { Severity } from '../../core/finding';
import { HumanError } from '../../core/human-error';
import type { LintReport } from '../../workflows/lint-report';
import type { LintSource } from '../../workflows/lint-source';
import { brokenFiles } from '../reporters/broken';
import { isAtLeast, isCounted } from '../reporters/tally';
import type { RuleDescription } from '../reporters/sarif';
import { usesColor, widthOf, type Environment, type Output } from '../terminal';
import type { LintArgs, Threshold } from './lint-args';

/** A project to lint, and what a person should know about how it was found. */
export interface OpenedProject {
  readonly source: LintSource;
  /** Names of the migrations to look at; undefined means all. */
  readonly only: ReadonlySet<string> | undefined;
  readonly notices: readonly string[];
}

export interface LintDeps {
  readonly openProjects: (
    paths: string[],
    options: { cwd: string; base: string | undefined },
  ) => Promise<readonly OpenedProject[]>;
  readonly lintProject: (source: LintSource, options: { only?: ReadonlySet<string> }) => Promise<LintReport>;
  readonly rules: readonly RuleDescription[];
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
 * @returns the exit code: 2 where the configuration of a project is broken, so that it was not linted; 1 where a finding
 *   that counts is as bad as --fail-on; else 0
 * @throws HumanError where there is nothing to lint, or a file could not be mended
 */
export async function runLint(args: LintArgs, deps: LintDeps): Promise<0 | 1 | 2> {
  let reports = await lintAll(args, deps);
  if (args.fix) reports = await fixAll(reports, args, deps);
  deps.stdout.write(await render(visible(reports, args), args, deps));
  for (const problem of brokenFiles(reports, deps.cwd)) deps.stderr.write(`migration-guard: ${problem}\n`);
  if (reports.some(({ broken }) => broken.length > 0)) return 2;
  return fails(reports, args.failOn) ? 1 : 0;
}

async function lintAll(args: LintArgs, deps: LintDeps): Promise<LintReport[]> {
  const projects = await deps.openProjects([...args.paths], { cwd: deps.cwd, base: args.base });
  if (projects.length === 0) {
    throw new HumanError('No Prisma project was found here. Give the path of one.');
  }
  const reports: LintReport[] = [];
  for (const { source, only, notices } of projects) {
    const report = await deps.lintProject(source, only === undefined ? {} : { only });
    reports.push({ ...report, notices: [...notices, ...report.notices] });
  }
  return reports;
}

async function fixAll(reports: LintReport[], args: LintArgs, deps: LintDeps): Promise<LintReport[]> {
  const { applyAutomaticFixes, fixedMessage } = await import('../fix');
  const applied = [];
  let current = reports;
  for (let round = 0; round < mostFixRounds; round += 1) {
    const inThisRound = applyAutomaticFixes(current, deps.cwd);
    if (inThisRound.length === 0) break;
    applied.push(...inThisRound);
    current = await lintAll(args, deps);
  }
  if (applied.length > 0) {
    deps.stderr.write(`${fixedMessage(applied)}\n`);
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
      return pretty(reports, { cwd, width: widthOf(stdout, env), color });
    }
    case 'json': {
      const { json } = await import('../reporters/json');
      return json(reports, { cwd });
    }
    case 'sarif': {
      const { sarif } = await import('../reporters/sarif');
      return sarif(reports, { cwd, version, rules });
    }
  }
}
