import type { Command } from 'commander';
import type { PredictArgs } from './predict-args';
import { seconds } from './seconds';

const help = `
Examples:
  $ migration-guard predict           what the next "prisma migrate dev" would do
  $ migration-guard predict --push    what the next "prisma db push" would do

Asks the project's own Prisma what it would write now, lints that as if it were
the newest migration, and writes nothing anywhere. The history is replayed on an
embedded PostgreSQL: no database is needed. --push compares the schema with the
local database, if it can be reached.

Exits 0 where nothing protected would be lost; 1 where something would be, or the
migration would fail; 2 where it could not be told.`;

/** As commander hands them over. */
interface PredictOptions {
  readonly project?: string;
  readonly push?: boolean;
  readonly env: string;
  readonly timeout: number;
  readonly json?: boolean;
  readonly color?: boolean;
}

export function addPredictCommand(program: Command, run: (args: PredictArgs) => Promise<void>): void {
  program
    .command('predict')
    .description('Tell what the next "prisma migrate dev" would do to the indexes, before it is run.')
    .option('--push', 'the next "prisma db push" instead')
    .option('--env <name>', 'with --push: the environment whose database it would change', 'local')
    .option('--project <path>', 'the project, where there are several')
    .option('--timeout <seconds>', 'how long Prisma may take', seconds, 120)
    .option('--json', 'print JSON')
    .option('--color', 'colours even where there is no terminal')
    .option('--no-color', 'no colours')
    .addHelpText('after', help)
    .action(({ project, push = false, json = false, env, timeout, color }: PredictOptions) =>
      run({ project, push, env, timeout, json, color }),
    );
}
