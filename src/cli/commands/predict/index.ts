import { Option, type Command } from 'commander';
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
import type { PredictArgs } from './args';

const help = `
Examples:
  $ migration-guard predict           what the next "prisma migrate dev" would do
  $ migration-guard predict --push    what the next "prisma db push" would do

Asks the project's own Prisma what it would write now, lints that as if it were
the newest migration, and writes nothing anywhere. The history is replayed on an
embedded PostgreSQL: no database is needed. --push compares the schema with the
local database, if it can be reached. In a project of Prisma 8 it asks "db update
--dry-run" what it would take from the database that no contract declares.

Exits 0 if nothing protected would be lost, or only what Prisma would drop each
time while the schema stays as it is: indexes that are listed in drift-ignore.json
or stand there since the base (--strict counts those, too); 1 if something else
would be lost, or the migration would fail; 2 if it could not be predicted.`;

export function declarePredict(program: Command, run: RunCommand): void {
  const command = program
    .command('predict')
    .description('Show what the next "prisma migrate dev" would do to the indexes, before it is run.')
    .addArgument(pathArgument())
    .option('--push', 'the next "prisma db push" instead')
    .option('--strict', 'also exit 1 where Prisma would only do what it would do each time')
    .addOption(envOption('with --push: the environment whose database it would change'))
    .addOption(projectOption())
    .addOption(configOption())
    .addOption(timeoutOption('how long Prisma may take'))
    .addOption(jsonOption())
    .addOption(new Option('--unasked', 'only if project code may run by itself').hideHelp());
  withColor(command)
    .addHelpText('after', help)
    .action((path: string | undefined, options: PredictArgs) =>
      run(async (context) => {
        const { predict } = await import('./run');
        return predict({ ...options, ...onlyPath(path, options) }, context);
      }),
    );
}
