import type { Command } from 'commander';
import type { RunCommand } from '../../context';
import {
  envOption,
  jsonOption,
  onlyPath,
  pathArgument,
  configOption,
  projectOption,
  timeoutOption,
  withColor,
} from '../../options';
import type { SafeMigrateArgs } from './args';

const help = `
Examples:
  $ migration-guard safe-migrate --name add_tags
  $ migration-guard safe-migrate --name add_tags --offline   without a database

Writes a migration for what changed in schema.prisma, as "prisma migrate dev
--create-only" does, with the project's own Prisma, and takes out of it what
would lose a protected index. Nothing is applied: migration-guard migrate does
that. Stops before Prisma could want to reset a database that has drifted.
In a project of Prisma 8 it runs "contract emit" and "migration plan", lints what
they wrote, and names what a database built from the migrations would lack.

Exits 0 if there is a migration that can be applied, or nothing to migrate; 1 if
it was refused, or you have to change the migration; 2 if Prisma failed.`;

export function declareSafeMigrate(program: Command, run: RunCommand): void {
  const command = program
    .command('safe-migrate')
    .description('Write a migration that leaves protected indexes alone.')
    .addArgument(pathArgument())
    .option('--name <name>', 'the name of the migration; asked for on a terminal')
    .option('--offline', 'without a database of the project: from its files alone')
    .option('--no-verify', 'do not try the migration on an embedded database')
    .option('--no-drift-check', 'do not compare the database with the migrations first')
    .addOption(envOption('the environment, if the database here is not local'))
    .addOption(projectOption())
    .addOption(configOption())
    .addOption(timeoutOption('how long Prisma may take'))
    .addOption(jsonOption());
  withColor(command)
    .addHelpText('after', help)
    .action((path: string | undefined, options: SafeMigrateArgs) =>
      run(async (context) => {
        const { safeMigrate } = await import('./run');
        return safeMigrate({ ...options, ...onlyPath(path, options) }, context);
      }),
    );
}
