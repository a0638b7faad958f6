import type { Command } from 'commander';
import type { MigrateArgs } from './migrate-args';

const help = `
Examples:
  $ migration-guard migrate                      the local database
  $ migration-guard migrate --env dev --dry-run  what would run there
  $ migration-guard migrate --env prod --force --confirm prod@db.example.com

Lints what is pending first, and stops for an error; for a database that
others use, also for anything that would be lost. Then runs "prisma migrate
deploy" of the project's own Prisma, and looks after the protected indexes.
Exits 1 where it was refused or an index is gone afterwards, and 2 where
Prisma failed.`;

/** As commander hands them over. */
interface MigrateOptions {
  readonly env: string;
  readonly project?: string;
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly confirm?: string;
  readonly color?: boolean;
}

export function addMigrateCommand(program: Command, run: (args: MigrateArgs) => Promise<void>): void {
  program
    .command('migrate')
    .description("Apply what is pending, by the project's own Prisma, and look after protected indexes.")
    .option('--env <name>', 'the environment whose database to migrate', 'local')
    .option('--project <path>', 'the project, where there are several')
    .option('--dry-run', 'only say what would be applied, and what stands in the way')
    .option('--force', 'production is meant')
    .option('--confirm <name@host>', "production's name and host, instead of typing them")
    .option('--color', 'colours even where there is no terminal')
    .option('--no-color', 'no colours')
    .addHelpText('after', help)
    .action(({ env, project, dryRun = false, force = false, confirm, color }: MigrateOptions) =>
      run({ project, env, dryRun, force, confirm, color }),
    );
}
