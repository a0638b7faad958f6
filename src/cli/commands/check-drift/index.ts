import type { Command } from 'commander';
import type { RunCommand } from '../../context';
import {
  allPaths,
  envOption,
  urlEnvOption,
  jsonOption,
  configOption,
  projectOption,
  withColor,
  type ProjectOption,
} from '../../options';
import type { CheckDriftArgs } from './run';

const help = `
Examples:
  $ migration-guard check-drift               the local database
  $ migration-guard check-drift --env prod    another one, by its environment's name
  $ migration-guard check-drift --schema      also tables, columns, indexes …

For each applied migration whose file was edited since, it says what is proved:
  cosmetic   its SQL is what was applied
  changed    it is not; the statements that differ are shown
  unproved   what was applied could not be found

With --schema the applied migrations are replayed on an embedded database, and
what they make is compared with what the database has.

Exits 1 if a file or the schema differs from what was applied, or a file is
missing.`;

export function declareCheckDrift(program: Command, run: RunCommand): void {
  const command = program
    .command('check-drift')
    .description('Compare the files of applied migrations with what was applied, with proof.')
    .argument('[paths...]', 'projects or migrations (default: here)')
    .option('--all', 'a line for every applied migration')
    .option('--schema', 'also compare the schema with what the applied migrations make')
    .addOption(envOption())
    .addOption(urlEnvOption())
    .addOption(projectOption())
    .addOption(configOption())
    .addOption(jsonOption());
  withColor(command)
    .addHelpText('after', help)
    .action(
      (paths: string[], { project, config, ...options }: Omit<CheckDriftArgs, 'paths'> & ProjectOption) =>
        run(async (context) => {
          const { checkDrift } = await import('./run');
          return checkDrift({ ...options, paths: allPaths(paths, { project, config }) }, context);
        }),
    );
}
