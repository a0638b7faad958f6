import type { Command } from 'commander';
import type { RunCommand } from '../../context';
import {
  allPaths,
  envOption,
  urlEnvOption,
  jsonOption,
  notEmpty,
  configOption,
  projectOption,
  withColor,
  type ProjectOption,
} from '../../options';
import type { InspectArgs } from './run';

const help = `
Examples:
  $ migration-guard inspect                    tables, indexes, extensions, last migrations
  $ migration-guard inspect --table memories   one table, with columns and constraints
  $ migration-guard inspect --indexes          indexes with their definitions

Rows are PostgreSQL's own estimate. For a vector index it says which operator it
serves. Nothing is changed in the database.`;

export function declareInspect(program: Command, run: RunCommand): void {
  const command = program
    .command('inspect')
    .description('Show what is in a database: tables, indexes, extensions, last migrations.')
    .argument('[paths...]', 'projects (default: here)')
    .option(
      '--table <name>',
      'one table; the name may include its schema',
      notEmpty('Name a table, or leave the option out.'),
    )
    .option('--indexes', 'only indexes, with their definitions')
    .addOption(envOption())
    .addOption(urlEnvOption())
    .addOption(projectOption())
    .addOption(configOption())
    .addOption(jsonOption());
  withColor(command)
    .addHelpText('after', help)
    .action((paths: string[], { project, config, ...options }: Omit<InspectArgs, 'paths'> & ProjectOption) =>
      run(async (context) => {
        const { inspect } = await import('./run');
        return inspect({ ...options, paths: allPaths(paths, { project, config }) }, context);
      }),
    );
}
