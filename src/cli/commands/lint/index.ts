import { Option, type Command } from 'commander';
import type { RunCommand } from '../../context';
import {
  allPaths,
  exitCodes,
  notEmpty,
  configOption,
  projectOption,
  withColor,
  type ProjectOption,
} from '../../options';
import { formats, parseReports, thresholds, withoutCode, type LintArgs } from './choices';

const help = `
Examples:
  $ migration-guard lint          the project here, or the projects below
  $ migration-guard lint --fix    take Prisma's harmful statements out of drafts
  $ migration-guard lint apps/api --base origin/main
  $ migration-guard lint --changed      of many projects those that differ from the base
  $ migration-guard lint --base none    every migration counts as new
  $ migration-guard lint --queries    vector queries in code, too
  $ migration-guard lint --format sarif > lint.sarif
  $ migration-guard lint --format github    annotations and a summary in Actions
  $ migration-guard lint --report markdown=comment.md    a pull-request comment
  $ migration-guard lint --format gitlab > gl-code-quality-report.json

Findings in migrations and lines that are already merged (the base has
them) and suppressed findings never fail a run.
${exitCodes}`;

export function declareLint(program: Command, run: RunCommand): void {
  const command = program
    .command('lint')
    .description('Look for statements that lose protected indexes.')
    .argument(
      '[paths...]',
      'projects, migrations folders or migrations; with --queries also files of code (default: here)',
    )
    .option('--fix', 'apply the fixes that need no decision, in drafts only')
    .option(
      '--base <ref>',
      'the git revision against which work is new (default: the merge base); none: all is new',
      notEmpty('Name a revision, or leave the option out.'),
    )
    .option('--changed', 'only projects in which something has changed since the base')
    .addOption(new Option('--format <format>', 'how to print').choices(formats).default('pretty'))
    .option(
      '--report <format=file>',
      'write a report into a file, too, such as sarif=lint.sarif; may be repeated',
      parseReports,
    )
    .addOption(
      new Option('--fail-on <severity>', 'the lowest severity that makes it exit 1')
        .choices(thresholds)
        .default('error'),
    )
    .option('--settled', 'list the findings in migrations that are already merged, too')
    .option('--queries', "judge the vector queries in the project's code, too")
    .option('--quiet', 'no notices; no info and hint, unless --fail-on asks for them')
    .addOption(projectOption())
    .addOption(configOption());
  withColor(command)
    .addHelpText('after', help)
    .action(
      (paths: string[], { project, config, ...options }: Omit<LintArgs, 'paths' | 'code'> & ProjectOption) =>
        run(async (context) => {
          const { lint } = await import('./run');
          const { code, others } = withoutCode(paths, options.queries === true);
          return lint({ ...options, code, paths: allPaths(others, { project, config }) }, context);
        }),
    );
}
