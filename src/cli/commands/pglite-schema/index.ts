import type { Command } from 'commander';
import type { RunCommand } from '../../context';
import { notEmpty, onlyPath, pathArgument, projectOption, withColor } from '../../options';
import type { PgliteSchemaArgs } from './run';

const help = `
Examples:
  $ migration-guard pglite-schema --output test/schema.sql
  $ migration-guard pglite-schema --output test/schema.sql --check    in CI

The SQL makes in an empty PGlite, or any PostgreSQL, what the migrations make:
tables, indexes with all that Prisma does not know, checks, triggers, functions.

Exits 1 if a migration fails, or with --check if the file is not what would be
written; 2 if it could not be tried, for example because an extension is missing.`;

export function declarePgliteSchema(program: Command, run: RunCommand): void {
  const command = program
    .command('pglite-schema')
    .description('Write the SQL that gives a test database the schema that the migrations make.')
    .addArgument(pathArgument())
    .option(
      '--output <file>',
      'write it there (default: to stdout)',
      notEmpty('Name a file, or leave the option out.'),
    )
    .option('--check', 'write nothing; compare with the file of --output')
    .addOption(projectOption());
  withColor(command)
    .addHelpText('after', help)
    .action((path: string | undefined, options: PgliteSchemaArgs) =>
      run(async (context) => {
        const { pgliteSchema } = await import('./run');
        return pgliteSchema({ ...options, ...onlyPath(path, options) }, context);
      }),
    );
}
