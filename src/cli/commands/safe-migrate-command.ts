import type { Command } from 'commander';
import type { SafeMigrateArgs } from './safe-migrate-args';
import { seconds } from './seconds';

const help = `
Examples:
  $ migration-guard safe-migrate --name add_tags
  $ migration-guard safe-migrate --name add_tags --offline   without a database

Writes a migration for what changed in schema.prisma, as "prisma migrate dev
--create-only" does, by the project's own Prisma, and takes out of it what
would lose a protected index. Nothing is applied: migration-guard migrate does
that. Stops before Prisma could want to reset a database that has drifted.

Exits 0 when there is a migration that can be applied, or nothing to migrate; 1
where it was refused, or the migration needs your hand; 2 where Prisma failed.`;

/** As commander hands them over. */
interface SafeMigrateOptions {
  readonly name?: string;
  readonly project?: string;
  readonly env: string;
  readonly offline?: boolean;
  readonly verify: boolean;
  readonly driftCheck: boolean;
  readonly timeout: number;
  readonly json?: boolean;
  readonly color?: boolean;
}

export function addSafeMigrateCommand(program: Command, run: (args: SafeMigrateArgs) => Promise<void>): void {
  program
    .command('safe-migrate')
    .description('Write a migration that leaves protected indexes alone.')
    .option('--name <name>', 'what to call it; asked for on a terminal')
    .option('--project <path>', 'the project, where there are several')
    .option('--env <name>', 'the environment, if the database here is not local', 'local')
    .option('--offline', 'without a database of the project: from its files alone')
    .option('--no-verify', 'do not try the migration on an embedded database')
    .option('--no-drift-check', 'do not compare the database with the migrations first')
    .option('--timeout <seconds>', 'how long Prisma may take', seconds, 120)
    .option('--json', 'print JSON')
    .option('--color', 'colours even where there is no terminal')
    .option('--no-color', 'no colours')
    .addHelpText('after', help)
    .action(({ offline = false, json = false, name, project, color, ...rest }: SafeMigrateOptions) =>
      run({ command: 'safe-migrate', appliesNext: false, name, project, color, offline, json, ...rest }),
    );
}
