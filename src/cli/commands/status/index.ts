import { Option, type Command } from 'commander';
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
import { readFailOn } from './fail-on';
import type { StatusArgs } from './run';

const help = `
Examples:
  $ migration-guard status               the local database
  $ migration-guard status --env prod    another one, by its environment's name

Exits 1 if anything needs attention:
  lost     a protected index, constraint, trigger or policy is missing or not in force
  failed   a migration has failed, or has no migration.sql: Prisma stops there
  drifted  a file is not what was applied, or is missing, or is not committed;
           with --schema, the schema differs; with Prisma 8, no migration leads
           on from where a shared database is
  pending  a migration is still to be applied; only where --fail-on says so`;

export function declareStatus(program: Command, run: RunCommand): void {
  const command = program
    .command('status')
    .description('Compare the migrations here with those in a database, and check what is protected.')
    .argument('[paths...]', 'projects (default: here)')
    .option('--all', 'a line for every migration')
    .option('--schema', 'also compare the schema with what the applied migrations make')
    .addOption(
      new Option(
        '--fail-on <kinds>',
        'what makes it exit 1: lost, failed, drifted, pending, with commas; or never (default: all but pending)',
      ).argParser(readFailOn),
    )
    .addOption(envOption())
    .addOption(urlEnvOption())
    .addOption(projectOption())
    .addOption(configOption())
    .addOption(jsonOption());
  withColor(command)
    .addHelpText('after', help)
    .action((paths: string[], { project, config, ...options }: Omit<StatusArgs, 'paths'> & ProjectOption) =>
      run(async (context) => {
        const { status } = await import('./run');
        return status({ ...options, paths: allPaths(paths, { project, config }) }, context);
      }),
    );
}
