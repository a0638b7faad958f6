import type { Command } from 'commander';
import type { RunCommand } from '../../context';
import {
  allPaths,
  configOption,
  jsonOption,
  projectOption,
  withColor,
  type ProjectOption,
} from '../../options';
import type { AuditArgs } from './run';

const help = `
Examples:
  $ migration-guard audit           the project here, or the projects below
  $ migration-guard audit --json    for a report of your own

Needs git to say who wrote what, and no database. Exits 0, and 2 if something
could not be read.`;

export function declareAudit(program: Command, run: RunCommand): void {
  const command = program
    .command('audit')
    .description(
      'List suppressions, loosened rules, skipped paths and the entries of drift-ignore.json, with who wrote each and why.',
    )
    .argument('[paths...]', 'projects (default: here)')
    .addOption(projectOption())
    .addOption(configOption())
    .addOption(jsonOption());
  withColor(command)
    .addHelpText('after', help)
    .action((paths: string[], { project, config, ...options }: Omit<AuditArgs, 'paths'> & ProjectOption) =>
      run(async (context) => {
        const { audit } = await import('./run');
        return audit({ ...options, paths: allPaths(paths, { project, config }) }, context);
      }),
    );
}
