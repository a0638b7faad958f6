import type { Command } from 'commander';
import type { RunCommand } from '../../context';
import {
  allPaths,
  configOption,
  envOption,
  jsonOption,
  projectOption,
  withColor,
  type ProjectOption,
} from '../../options';
import type { DoctorArgs } from './run';

const help = `
Examples:
  $ migration-guard doctor              paste what it prints into an issue
  $ migration-guard doctor --env prod   ask that database instead of the local one

Passwords, tokens, hosts of databases that are not on this machine and the
path of your home folder are masked. Nothing is sent anywhere.

Exits 0 whatever it finds: it judges nothing.`;

export function declareDoctor(program: Command, run: RunCommand): void {
  const command = program
    .command('doctor')
    .description('Print what somebody needs to know who is to find out what went wrong.')
    .argument('[paths...]', 'projects (default: here)')
    .addOption(envOption())
    .addOption(projectOption())
    .addOption(configOption())
    .addOption(jsonOption());
  withColor(command)
    .addHelpText('after', help)
    .action((paths: string[], { project, config, ...options }: Omit<DoctorArgs, 'paths'> & ProjectOption) =>
      run(async (context) => {
        const { doctor } = await import('./run');
        return doctor({ ...options, paths: allPaths(paths, { project, config }) }, context);
      }),
    );
}
