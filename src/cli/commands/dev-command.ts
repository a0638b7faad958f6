import type { Command } from 'commander';
import type { DevArgs } from './dev-args';
import { seconds } from './seconds';

const help = `
Examples:
  $ migration-guard dev --name add_tags
  $ migration-guard dev -- --name add_tags --skip-generate

In the place of "prisma migrate dev": safe-migrate, and then migrate on the
local database, which generates the client, too. Nothing is ever reset. Behind
-- it takes --name, --create-only, --schema, --config and --skip-generate, as
Prisma does. In package.json:

  "scripts": { "migrate:dev": "migration-guard dev --" }

Exit codes are those of safe-migrate and migrate.`;

/** As commander hands them over. */
interface DevOptions {
  readonly name?: string;
  readonly project?: string;
  readonly offline?: boolean;
  readonly verify: boolean;
  readonly driftCheck: boolean;
  readonly timeout: number;
  readonly color?: boolean;
}

export function addDevCommand(program: Command, run: (args: DevArgs) => Promise<void>): void {
  program
    .command('dev')
    .description('Write a migration that leaves protected indexes alone, and apply it here.')
    .usage('[options] [-- prisma arguments]')
    .argument('[arguments...]', 'arguments of "prisma migrate dev", behind --')
    .option('--name <name>', 'what to call the migration; asked for on a terminal, where there is one')
    .option('--project <path>', 'the project, where there are several')
    .option('--offline', 'write the migration without asking the database')
    .option('--no-verify', 'do not try the migration on an embedded database')
    .option('--no-drift-check', 'do not compare the database with the migrations first')
    .option('--timeout <seconds>', 'how long Prisma may take to write it', seconds, 120)
    .option('--color', 'colours even where there is no terminal')
    .option('--no-color', 'no colours')
    .addHelpText('after', help)
    .action((prismaArgs: string[], { name, project, color, offline = false, ...rest }: DevOptions) =>
      run({ prismaArgs, name, project, color, offline, ...rest }),
    );
}
