import type { Command } from 'commander';
import type { RunCommand } from '../../context';
import { envOption, urlEnvOption, configOption, projectOption } from '../../options';
import type { RunArgs } from './run';

const help = `
Examples:
  $ migration-guard run -- npx prisma migrate status
  $ migration-guard run --env prod -- psql -c 'select count(*) from memories'

The command gets DATABASE_URL in its environment, DIRECT_URL if there is one,
and PGHOST, PGUSER and so on, by which psql and pg_dump find the same database.
The URL and its password are masked in what it prints.

Exit codes:
  that of the command; 128 plus the signal's number if a signal ended it
  2    there is no URL, or no command
  126  the command may not be run
  127  there is no such command`;

export function declareRun(program: Command, run: RunCommand): void {
  program
    .command('run')
    .description("Run a command with an environment's DATABASE_URL.")
    .usage('[options] -- <command...>')
    .argument('<command...>', 'the command and its arguments, after --')
    .option('--force', 'also if another name leads to the production database')
    .addOption(envOption('the environment: local, dev, prod or one from migration-guard.json'))
    .addOption(urlEnvOption())
    .addOption(projectOption())
    .addOption(configOption())
    .addHelpText('after', help)
    .action((command: string[], options: Omit<RunArgs, 'command'>) =>
      run(async (context) => {
        const { runWithEnvironment } = await import('./run');
        return runWithEnvironment({ ...options, command }, context);
      }),
    );
}
