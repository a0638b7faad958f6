import { appendFileSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { workTreeTop } from '../../../adapters/files/tree-root';
import { HumanError } from '../../../core/human-error';
import type { Severity } from '../../../core/linter/findings/finding';
import { rules } from '../../../core/linter/rules/registry';
import type { LintReport } from '../../../workflows/lint-report';
import { isAtLeast } from '../../../workflows/lint-tally';
import { complain, pageOf, type CliContext } from '../../context';
import { pathFrom } from '../../output/positions';
import { printable, safeJson } from '../../output/printable';
import { writeCommands } from '../../workflow-commands';
import type { Format, LintArgs } from './choices';
import type { LintScope } from './fix-command';

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

/**
 * Writes the report to stdout in the format that was asked for, and into files in others.
 * @throws HumanError where a file cannot be written
 */
export async function writeReports(
  all: readonly LintReport[],
  args: LintArgs,
  context: CliContext,
): Promise<void> {
  const reports = visible(all, args);
  for (const { format, file } of args.report ?? []) {
    writeReportFile(resolve(context.cwd, file), await render(format, reports, args, context), file);
  }
  const text = await render(args.format, reports, args, context);
  if (args.format === 'github') {
    writeCommands(context.stdout, text);
    await writeSummary(reports, args, context);
  } else context.stdout.write(text);
}

function writeReportFile(path: string, text: string, file: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new HumanError(`The report ${printable(file)} could not be written: ${reasonOf(error)}.`);
  }
}

async function render(
  format: Format,
  reports: readonly LintReport[],
  args: LintArgs,
  context: CliContext,
): Promise<string> {
  const { cwd, version } = context;
  const scope: LintScope = { paths: args.paths, base: args.base };
  switch (format) {
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
      const { lintJson } = await import('../../../workflows/lint-json');
      return safeJson(lintJson(reports, (file) => pathFrom(cwd, file)));
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
      const { github } = await import('./formats/github');
      return github(reports, { cwd, top: repositoryTop(context), scope });
    }
    case 'markdown': {
      const { markdown } = await import('./formats/markdown');
      return markdown(reports, { cwd, top: repositoryTop(context), rules, scope });
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
async function writeSummary(
  reports: readonly LintReport[],
  { paths, base }: LintArgs,
  context: CliContext,
): Promise<void> {
  const file = context.env['GITHUB_STEP_SUMMARY'] ?? '';
  if (file === '') return;
  const { stepSummary } = await import('./formats/step-summary');
  const { cwd } = context;
  const text = stepSummary(reports, { cwd, top: repositoryTop(context), rules, scope: { paths, base } });
  try {
    appendFileSync(file, text);
  } catch (error) {
    complain(context, `the step summary could not be written: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
