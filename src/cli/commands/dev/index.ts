import type { Command } from 'commander';
import type { RunCommand } from '../../context';
import { projectOption, timeoutOption, withColor } from '../../options';
import type { DevArgs } from './run';

const help = `
Examples:
  $ migration-guard dev --name add_tags
  $ migration-guard dev -- --name add_tags --skip-generate

Instead of "prisma migrate dev": safe-migrate, and then migrate on the local
database, which also generates the client. Nothing is ever reset. After -- it
takes --name, --create-only, --schema, --config and --skip-generate, as Prisma
does. In package.json:

  "scripts": { "migrate:dev": "migration-guard dev --" }

Exit codes are those of safe-migrate and migrate.`;

export function declareDev(program: Command, run: RunCommand): void {
  const command = program
    .command('dev')
    .description('Write a migration that leaves protected indexes alone, and apply it here.')
    .usage('[options] [-- prisma arguments]')
    .argument('[arguments...]', 'arguments of "prisma migrate dev", after --')
    .option('--name <name>', 'the name of the migration; asked for on a terminal, if there is one to name')
    .option('--offline', 'write the migration without asking the database')
    .option('--no-verify', 'do not try the migration on an embedded database')
    .option('--no-drift-check', 'do not compare the database with the migrations first')
    .addOption(projectOption())
    .addOption(timeoutOption('how long Prisma may take to write it'));
  withColor(command)
    .addHelpText('after', help)
    .action((prismaArgs: string[], options: Omit<DevArgs, 'prismaArgs'>) =>
      run(async (context) => {
        const { dev } = await import('./run');
        return dev({ ...options, prismaArgs }, context);
      }),
    );
}
