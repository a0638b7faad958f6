import type { Command } from 'commander';
import type { StatusArgs } from './status';

const help = `
Examples:
  $ migration-guard status               the local database
  $ migration-guard status --env prod    another one, by its environment's name

Exits 1 where anything needs attention: a migration that is pending, failed,
drifted or missing, a protected index that is not as it should be; with --schema, a difference.`;

/** As commander hands them over. */
interface StatusOptions {
  readonly env: string;
  readonly json?: boolean;
  readonly all?: boolean;
  readonly schema?: boolean;
  readonly color?: boolean;
}

export function addStatusCommand(program: Command, run: (args: StatusArgs) => Promise<void>): void {
  program
    .command('status')
    .description('Compare the migrations here with those in a database, and look after protected indexes.')
    .argument('[paths...]', 'projects (default: here)')
    .option('--env <name>', 'the environment whose database to ask', 'local')
    .option('--json', 'print JSON')
    .option('--all', 'a line for every migration')
    .option('--schema', 'compare the schema, too, with what the applied migrations make')
    .option('--color', 'colours even where there is no terminal')
    .option('--no-color', 'no colours')
    .addHelpText('after', help)
    .action((paths: string[], { env, json = false, all = false, schema = false, color }: StatusOptions) =>
      run({ paths, env, json, all, schema, color }),
    );
}
