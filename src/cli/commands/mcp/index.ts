import type { Command } from 'commander';
import { complain, type RunCommand } from '../../context';
import { collect } from '../../options';

const help = `
Examples:
  $ migration-guard mcp                     for the project here
  $ migration-guard mcp --root /srv/shop   started from elsewhere

Speaks the Model Context Protocol on standard input and output, so a coding agent
starts it: docs/agents.md says how. The tools are status, lint, explain_index,
safe_migrate, fix_drift and restore. None of them drops, resets or truncates
anything, and none asks a production database.

Code of a project (its Prisma and its Prisma config) runs only in folders that
--root names, or else where the server is started; not if that is your home.`;

export function declareMcp(program: Command, run: RunCommand): void {
  program
    .command('mcp')
    .description('Serve the safe tools to a coding agent (Model Context Protocol).')
    .option('--root <folder>', 'a folder whose projects you trust; may be repeated (default: here)', collect)
    .addHelpText('after', help)
    .action(({ root = [] }: { readonly root?: readonly string[] }) =>
      run(async (context) => {
        const { version, env, cwd } = context;
        const { startMcp } = await import('../../../agent/mcp/start-mcp');
        if (process.stdin.isTTY) {
          complain(
            context,
            'this speaks with a coding agent, which starts it by itself. Ctrl-C ends it; --help says more.',
          );
        }
        await startMcp({ version, env, cwd, roots: root });
        return 0;
      }),
    );
}
