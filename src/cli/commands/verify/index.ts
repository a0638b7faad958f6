import type { Command } from 'commander';
import type { RunCommand } from '../../context';
import { jsonOption, configOption, projectOption, withColor } from '../../options';
import type { VerifyArgs } from './run';

const help = `
Examples:
  $ migration-guard verify                             the whole history
  $ migration-guard verify 20260301120000_add_tags     up to and with this one

The migrations are applied to an empty PostgreSQL with pgvector inside this
process, the way Prisma applies them. No database is needed, and none of yours
is touched.

Exits 1 if a statement fails, or something protected is not there at the end;
2 if it could not be tried, for example because an extension is missing.`;

export function declareVerify(program: Command, run: RunCommand): void {
  const command = program
    .command('verify')
    .description('Apply the migrations to an empty embedded database: does each statement run?')
    .argument('[migration]', 'the last one to apply (default: the newest)')
    .addOption(projectOption())
    .addOption(configOption())
    .addOption(jsonOption());
  withColor(command)
    .addHelpText('after', help)
    .action((migration: string | undefined, options: Omit<VerifyArgs, 'migration'>) =>
      run(async (context) => {
        const { verify } = await import('./run');
        return verify({ ...options, migration }, context);
      }),
    );
}
