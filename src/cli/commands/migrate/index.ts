import type { Command } from 'commander';
import type { RunCommand } from '../../context';
import { envOption, onlyPath, pathArgument, projectOption, withColor } from '../../options';
import type { MigrateArgs } from './run';

const help = `
Examples:
  $ migration-guard migrate                      the local database
  $ migration-guard migrate --env dev --dry-run  what would run there
  $ migration-guard migrate --env prod --force --confirm prod@db.example.com

Lints what is pending and new first, and stops at an error; for a database
that others use, also at anything that would be lost. Then runs "prisma
migrate deploy" of the project's own Prisma, and checks the protected
indexes. Exits 1 if it was refused or an index is gone afterwards, and 2 if
Prisma failed.`;

export function declareMigrate(program: Command, run: RunCommand): void {
  const command = program
    .command('migrate')
    .description("Apply what is pending with the project's own Prisma, and check the protected indexes.")
    .addArgument(pathArgument())
    .option('--dry-run', 'only show what would be applied, and what prevents it')
    .option('--force', 'needed for production: says that it is meant')
    .option('--confirm <name@host>', "production's name and host, instead of typing them")
    .addOption(envOption('the environment whose database to migrate'))
    .addOption(projectOption());
  withColor(command)
    .addHelpText('after', help)
    .action((path: string | undefined, options: MigrateArgs) =>
      run(async (context) => {
        const { migrate } = await import('./run');
        return migrate({ ...options, ...onlyPath(path, options) }, context);
      }),
    );
}
