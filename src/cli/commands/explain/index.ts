import type { Command } from 'commander';
import type { RunCommand } from '../../context';
import { configOption, jsonOption, projectOption, withColor } from '../../options';
import type { ExplainArgs } from './run';

const help = `
Examples:
  $ migration-guard explain                          all that is protected
  $ migration-guard explain idx_memories_embedding   one index
  $ migration-guard explain users.age_check --json   one constraint, for a program

Says of each protected index, constraint, trigger and policy what it is, who made
it, how Prisma would lose it, what goes wrong then, how it is kept, and the SQL
that makes it; of a vector index also which operator it serves.

Needs neither a database nor code of the project. Exits 0, and 2 if something
could not be read.`;

export function declareExplain(program: Command, run: RunCommand): void {
  const command = program
    .command('explain')
    .description('Say what a protected index or object is, what losing it means, and how it is kept.')
    .argument('[names...]', 'their names, maybe with table or schema (default: all)')
    .addOption(projectOption())
    .addOption(configOption())
    .addOption(jsonOption());
  withColor(command)
    .addHelpText('after', help)
    .action((names: string[], options: Omit<ExplainArgs, 'names'>) =>
      run(async (context) => {
        const { explain } = await import('./run');
        return explain({ ...options, names }, context);
      }),
    );
}
