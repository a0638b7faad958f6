import type { Command } from 'commander';
import type { RunCommand } from '../../context';
import { allPaths, envOption, jsonOption, projectOption, withColor, type ProjectOption } from '../../options';
import type { StatusArgs } from './run';

const help = `
Examples:
  $ migration-guard status               the local database
  $ migration-guard status --env prod    another one, by its environment's name

Exits 1 if anything needs attention: a migration that is pending, failed,
drifted or missing, a protected index that is not as it should be; with --schema, a difference.`;

export function declareStatus(program: Command, run: RunCommand): void {
  const command = program
    .command('status')
    .description('Compare the migrations here with those in a database, and check the protected indexes.')
    .argument('[paths...]', 'projects (default: here)')
    .option('--all', 'a line for every migration')
    .option('--schema', 'also compare the schema with what the applied migrations make')
    .addOption(envOption())
    .addOption(projectOption())
    .addOption(jsonOption());
  withColor(command)
    .addHelpText('after', help)
    .action((paths: string[], { project, ...options }: Omit<StatusArgs, 'paths'> & ProjectOption) =>
      run(async (context) => {
        const { status } = await import('./run');
        return status({ ...options, paths: allPaths(paths, { project }) }, context);
      }),
    );
}
