import type { Command } from 'commander';
import type { RunCommand } from '../../context';
import { collect, envOption, urlEnvOption, configOption, projectOption, withColor } from '../../options';
import type { FixDriftArgs } from './args';

const help = `
Examples:
  $ migration-guard fix-drift --all-cosmetic
  $ migration-guard fix-drift 20260301120000_add_tags
  $ migration-guard fix-drift --accept 20260301120000_add_tags    after reading it
  $ migration-guard fix-drift --restore-file 20260301120000_add_tags
  $ migration-guard fix-drift --keep-indexes 20260301120000_add_tags

Gives the row of an applied migration the checksum of today's file, in a local
database only, and only where check-drift proves that the SQL is what was
applied. What cannot be proved has to be accepted by its name. A migration whose
SQL was changed is refused: put the applied text back with --restore-file, and
write a wanted change as a new migration. One more thing can be fixed: if
DROP INDEX statements were taken out, --keep-indexes makes those indexes again
in the local database, and writes the checksum with them.

Exits 1 if anything was refused or declined; then nothing was written.`;

export function declareFixDrift(program: Command, run: RunCommand): void {
  const command = program
    .command('fix-drift')
    .description('Repair the checksums of migrations whose files were edited harmlessly.')
    .argument('[migrations...]', 'names of migrations')
    .option('--all-cosmetic', 'every migration that is proved to be the same')
    .option('--accept <migration>', 'one about which nothing can be proved; may be repeated', collect)
    .option('--restore-file <migration>', 'put the applied text back into the file; may be repeated', collect)
    .option('--keep-indexes <migration>', 'make the indexes again that it no longer drops')
    .option('--yes', 'do not ask')
    .addOption(envOption('the environment whose database to repair'))
    .addOption(urlEnvOption())
    .addOption(projectOption())
    .addOption(configOption());
  withColor(command)
    .addHelpText('after', help)
    .action((names: string[], options: Omit<FixDriftArgs, 'names'>) =>
      run(async (context) => {
        const { fixDrift } = await import('./run');
        return fixDrift({ ...options, names }, context);
      }),
    );
}
