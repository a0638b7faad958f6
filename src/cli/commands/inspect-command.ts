import { InvalidArgumentError, type Command } from 'commander';
import type { InspectArgs } from './inspect';

const help = `
Examples:
  $ migration-guard inspect                    tables, indexes, extensions, last migrations
  $ migration-guard inspect --table memories   one table, with columns and constraints
  $ migration-guard inspect --indexes          indexes with their definitions

Rows are PostgreSQL's own estimate. For a vector index it says which operator it
serves. Nothing is changed in the database.`;

/** As commander hands them over. */
interface InspectOptions {
  readonly env: string;
  readonly table?: string;
  readonly indexes?: boolean;
  readonly json?: boolean;
  readonly color?: boolean;
}

export function addInspectCommand(program: Command, run: (args: InspectArgs) => Promise<void>): void {
  program
    .command('inspect')
    .description('Show what is in a database: tables, indexes, extensions, last migrations.')
    .argument('[paths...]', 'projects (default: here)')
    .option('--env <name>', 'the environment whose database to ask', 'local')
    .option('--table <name>', 'one table, maybe with its schema', notEmpty)
    .option('--indexes', 'only indexes, with their definitions')
    .option('--json', 'print JSON')
    .option('--color', 'colours even where there is no terminal')
    .option('--no-color', 'no colours')
    .addHelpText('after', help)
    .action((paths: string[], given: InspectOptions) => {
      const { env, table, indexes = false, json = false, color } = given;
      return run({ paths, env, table, indexes, json, color });
    });
}

function notEmpty(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('Name a table, or leave the option out.');
  return value;
}
