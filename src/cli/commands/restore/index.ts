import type { Command } from 'commander';
import type { RunCommand } from '../../context';
import {
  collect,
  envOption,
  urlEnvOption,
  jsonOption,
  notEmpty,
  configOption,
  projectOption,
} from '../../options';
import type { RestoreArgs } from './run';

const help = `
Examples:
  $ migration-guard restore                      the SQL for all that need it
  $ migration-guard restore idx_a | psql "$URL"  run it for one index
  $ migration-guard restore users.users_log      a trigger or the like, by its table
  $ migration-guard restore --migration restore_indexes
  $ migration-guard restore idx_a --confirm-drop idx_a
        also if another index has its name and has to be dropped

Nothing is run against a database. On stdout there is only SQL; its comments
say what it locks, and how big the table is.

Exits 1 if something was refused: nothing says how to make it, or something
else has its name.`;

export function declareRestore(program: Command, run: RunCommand): void {
  program
    .command('restore')
    .description('Print or write the SQL that brings back what is protected.')
    .argument(
      '[index...]',
      'indexes, constraints, triggers, policies … (default: all that are not as they should be)',
    )
    .option(
      '--migration <name>',
      'write it as a new migration of this name',
      notEmpty('Give the migration a name.'),
    )
    .option('--confirm-drop <index>', 'drop another index that has this name', collect)
    .addOption(envOption())
    .addOption(urlEnvOption())
    .addOption(projectOption())
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', help)
    .action((names: string[], options: Omit<RestoreArgs, 'names'>) =>
      run(async (context) => {
        const { restore } = await import('./run');
        return restore({ ...options, names }, context);
      }),
    );
}
