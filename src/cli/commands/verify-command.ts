import type { Command } from 'commander';
import type { VerifyArgs } from './verify';

const help = `
Examples:
  $ migration-guard verify                             the whole history
  $ migration-guard verify 20260301120000_add_tags     up to and with this one

The migrations are applied to an empty PostgreSQL with pgvector inside this
process, in the way in which Prisma applies them. No database is needed, and
none of yours is touched.

Exits 1 where a statement fails, or a protected index is not there at the end;
2 where it cannot be told, such as for want of an extension.`;

/** As commander hands them over. */
interface VerifyOptions {
  readonly project?: string;
  readonly json?: boolean;
  readonly color?: boolean;
}

export function addVerifyCommand(program: Command, run: (args: VerifyArgs) => Promise<void>): void {
  program
    .command('verify')
    .description('Apply the migrations to an empty embedded database: does each statement run?')
    .argument('[migration]', 'the last one to apply (default: the newest)')
    .option('--project <path>', 'the project (default: here)')
    .option('--json', 'print JSON')
    .option('--color', 'colours even where there is no terminal')
    .option('--no-color', 'no colours')
    .addHelpText('after', help)
    .action((migration: string | undefined, { project, json = false, color }: VerifyOptions) =>
      run({ migration, project, json, color }),
    );
}
