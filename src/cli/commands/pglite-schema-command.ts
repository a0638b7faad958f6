import { InvalidArgumentError, type Command } from 'commander';
import type { PgliteSchemaArgs } from './pglite-schema';

const help = `
Examples:
  $ migration-guard pglite-schema --output test/schema.sql
  $ migration-guard pglite-schema --output test/schema.sql --check    in CI

The SQL makes in an empty PGlite, or any PostgreSQL, what the migrations make:
tables, indexes with all that Prisma does not know, checks, triggers, functions.

Exits 1 where a migration fails, or with --check where the file is not what
would be written; 2 where it cannot be told, such as for want of an extension.`;

/** As commander hands them over. */
interface PgliteSchemaOptions {
  readonly project?: string;
  readonly output?: string;
  readonly check?: boolean;
  readonly color?: boolean;
}

export function addPgliteSchemaCommand(
  program: Command,
  run: (args: PgliteSchemaArgs) => Promise<void>,
): void {
  program
    .command('pglite-schema')
    .description('Write the SQL that gives a test database the schema that the migrations make.')
    .option('--output <file>', 'write it there (default: to stdout)', notEmpty)
    .option('--check', 'write nothing; compare with the file of --output')
    .option('--project <path>', 'the project (default: here)')
    .option('--color', 'colours even where there is no terminal')
    .option('--no-color', 'no colours')
    .addHelpText('after', help)
    .action(({ project, output, check = false, color }: PgliteSchemaOptions) =>
      run({ project, output, check, color }),
    );
}

function notEmpty(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('Name a file, or leave the option out.');
  return value;
}
