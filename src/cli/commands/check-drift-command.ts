import type { Command } from 'commander';
import type { CheckDriftArgs } from './check-drift';

const help = `
Examples:
  $ migration-guard check-drift               the local database
  $ migration-guard check-drift --env prod    another one, by its environment's name
  $ migration-guard check-drift --schema      also tables, columns, indexes …

For each applied migration whose file was edited since, it says what is proved:
  cosmetic   its SQL is what was applied
  changed    it is not; the statements that differ are shown
  unproved   what was applied is nowhere to be found

With --schema the applied migrations are replayed on an embedded database, and
what they make is compared with what the database has.

Exits 1 where a file or the schema differs from what was applied, or a file is
missing.`;

/** As commander hands them over. */
interface CheckDriftOptions {
  readonly env: string;
  readonly json?: boolean;
  readonly all?: boolean;
  readonly schema?: boolean;
  readonly color?: boolean;
}

export function addCheckDriftCommand(program: Command, run: (args: CheckDriftArgs) => Promise<void>): void {
  program
    .command('check-drift')
    .description('Compare the files of applied migrations with what was applied, with proof.')
    .argument('[paths...]', 'projects or migrations (default: here)')
    .option('--env <name>', 'the environment whose database to ask', 'local')
    .option('--json', 'print JSON')
    .option('--all', 'a line for every applied migration')
    .option('--schema', 'compare the schema, too, with what the applied migrations make')
    .option('--color', 'colours even where there is no terminal')
    .option('--no-color', 'no colours')
    .addHelpText('after', help)
    .action((paths: string[], { env, json = false, all = false, schema = false, color }: CheckDriftOptions) =>
      run({ paths, env, json, all, schema, color }),
    );
}
