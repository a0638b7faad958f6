import { InvalidArgumentError, type Command } from 'commander';
import type { RestoreArgs } from './restore';

const help = `
Examples:
  $ migration-guard restore                      the SQL for all that need it
  $ migration-guard restore idx_a | psql "$URL"  run it for one index
  $ migration-guard restore --migration restore_indexes
  $ migration-guard restore idx_a --confirm-drop idx_a
        also where another index bears its name and has to be dropped

Nothing is run against a database. On stdout there is only SQL; what it locks,
and for how big a table, stands in its comments.

Exits 1 where something was refused: an index that nothing says how to make, or
whose name another index bears.`;

/** As commander hands them over. */
interface RestoreOptions {
  readonly env: string;
  readonly project?: string;
  readonly migration?: string;
  readonly confirmDrop?: string[];
  readonly json?: boolean;
}

export function addRestoreCommand(program: Command, run: (args: RestoreArgs) => Promise<void>): void {
  program
    .command('restore')
    .description('Print or write the SQL that brings protected indexes back.')
    .argument('[index...]', 'protected indexes (default: all that are not as they should be)')
    .option('--env <name>', 'the environment whose database to ask', 'local')
    .option('--migration <name>', 'write it as a new migration of this name', notEmpty)
    .option('--confirm-drop <index>', 'drop what bears the name of this index', collect)
    .option('--project <path>', 'the project (default: here)')
    .option('--json', 'print JSON')
    .addHelpText('after', help)
    .action((names: string[], { env, project, migration, confirmDrop = [], json = false }: RestoreOptions) =>
      run({ names, env, project, migration, confirmDrop, json }),
    );
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}

function notEmpty(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('Give the migration a name.');
  return value;
}
