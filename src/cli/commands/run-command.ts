import type { Command } from 'commander';
import type { RunArgs } from './run-args';

const help = `
Examples:
  $ migration-guard run -- npx prisma migrate status
  $ migration-guard run --env prod -- psql -c 'select count(*) from memories'

The command gets DATABASE_URL in its environment, and DIRECT_URL where there is
one. The URL and its password are masked in what it prints.

Exit codes:
  that of the command; 128 and the signal's number where a signal ended it
  2    there is no URL, or no command
  126  the command may not be run
  127  there is no such command`;

/** Adds `run` to the program. */
export function addRunCommand(program: Command, run: (args: RunArgs) => Promise<void>): void {
  program
    .command('run')
    .description("Run a command with an environment's DATABASE_URL.")
    .usage('[options] -- <command...>')
    .argument('<command...>', 'the command and its arguments, behind --')
    .option('--env <name>', "the environment: local, dev, prod or one of migration-guard.json's", 'local')
    .option('--project <path>', 'the project (default: here)')
    .option('--force', 'also where another name leads to the database of production')
    .addHelpText('after', help)
    .action(async (command: string[], { env, project, force = false }: RunOptions) => {
      await run({ env, project, force, command });
    });
}

/** As commander hands them over. */
interface RunOptions {
  readonly env: string;
  readonly project?: string;
  readonly force?: boolean;
}
