import { Option, type Command } from 'commander';
import type { RunCommand } from '../../context';
import type { GuardArgs } from './run';

const help = `
Examples:
  $ migration-guard guard -- npx prisma migrate reset
  $ migration-guard guard --command "cd api && npx prisma db push"
  $ migration-guard guard < hook.json

As a hook of a coding agent it reads the hook's JSON on stdin, and answers in
that agent's own form: "deny" with a reason and a safe command, "ask", or
nothing, so that the agent's own permissions decide. Nothing is run, no
database is asked, and no code of the project is loaded.

Exit codes: 0 for hooks, always, and for a command that is let through; 1 for
one that is denied; 3 for one that a person should be asked about; 2 if there
was nothing to judge.`;

export function declareGuard(program: Command, run: RunCommand): void {
  program
    .command('guard')
    .description("Judge a coding agent's command before it runs, and deny what loses data.")
    .usage('[options] [-- command]')
    .argument('[command...]', 'the words of a command, after --')
    .addOption(new Option('--command <text>', 'a command line, as a shell would get it'))
    .addHelpText('after', help)
    .action((words: string[], options: Omit<GuardArgs, 'words'>) =>
      run(async (context) => {
        const { guard } = await import('./run');
        return guard({ ...options, words }, context);
      }),
    );
}
