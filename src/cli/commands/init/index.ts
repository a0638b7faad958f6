import type { Command } from 'commander';
import type { RunCommand } from '../../context';
import { envOption, onlyPath, pathArgument, configOption, projectOption, withColor } from '../../options';
import type { InitArgs } from './run';

const help = `
Examples:
  $ migration-guard init              list the indexes, and ask about the rest
  $ migration-guard init --yes        all that is safe, without a question
  $ migration-guard init --dry-run    only show what would be written
  $ migration-guard init --agents --check    in CI: does what agents read still fit?

Lists every protected index in drift-ignore.json, beside the schema, with what it
is, where it comes from and the SQL that makes it. What is there already stays as
it is. Without a terminal, only what a flag names is done in addition.

--declare writes into schema.prisma what makes Prisma leave an index alone. On a
database that is built from the schema alone it may be a plain index.

--agents writes between two marks, and leaves the rest of a file alone. It asks no
database with --check.

Running it twice changes nothing the second time.`;

export function declareInit(program: Command, run: RunCommand): void {
  const command = program
    .command('init')
    .description('Write down which indexes are protected, and keep tools off migrations.')
    .addArgument(pathArgument())
    .option('--declare', 'declare in schema.prisma what can be declared')
    .option('--gitattributes', 'the same line endings for migrations on every machine')
    .option('--formatter-ignores', 'keep Prettier off migrations')
    .option('--readonly-include', 'migrations that are already merged are read-only in VS Code')
    .option('--agents', 'what coding agents should know: AGENTS.md or CLAUDE.md, and a skill')
    .option('--check', 'with --agents: exit 1 if that no longer fits, and write nothing')
    .option('--yes', 'all of these but --declare; --agents if AGENTS.md or CLAUDE.md is there')
    .option('--dry-run', 'show what would be written, and write nothing')
    .addOption(envOption('the environment whose database to read as well'))
    .addOption(projectOption())
    .addOption(configOption());
  withColor(command)
    .addHelpText('after', help)
    .action((path: string | undefined, options: InitArgs) =>
      run(async (context) => {
        const { init } = await import('./run');
        return init({ ...options, ...onlyPath(path, options) }, context);
      }),
    );
}
