import type { Command } from 'commander';
import { HumanError } from '../../core/human-error';
import type { FixDriftArgs } from './fix-drift-args';

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
write a wanted change as a new migration. One thing else can be mended: where
DROP INDEX statements were taken out, --keep-indexes makes those indexes again
in the local database, and writes the checksum with them.

Exits 1 where anything was refused or declined; then nothing was written.`;

/** As commander hands them over. */
interface FixDriftOptions {
  readonly allCosmetic?: boolean;
  readonly accept?: readonly string[];
  readonly restoreFile?: readonly string[];
  readonly keepIndexes?: string;
  readonly env: string;
  readonly project?: string;
  readonly yes?: boolean;
  readonly color?: boolean;
}

export function addFixDriftCommand(program: Command, run: (args: FixDriftArgs) => Promise<void>): void {
  const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
  program
    .command('fix-drift')
    .description('Repair the checksums of migrations whose files were edited harmlessly.')
    .argument('[migrations...]', 'names of migrations')
    .option('--all-cosmetic', 'every migration that is proved to be the same')
    .option('--accept <migration>', 'one about which nothing can be proved; may be repeated', collect)
    .option('--restore-file <migration>', 'put the applied text back into the file; may be repeated', collect)
    .option('--keep-indexes <migration>', 'make the indexes again that it does not drop any more')
    .option('--env <name>', 'the environment whose database to repair', 'local')
    .option('--project <path>', 'the project, where there are several')
    .option('--yes', 'do not ask')
    .option('--color', 'colours even where there is no terminal')
    .option('--no-color', 'no colours')
    .addHelpText('after', help)
    .action(async (names: string[], options: FixDriftOptions) => {
      const {
        allCosmetic = false,
        accept = [],
        restoreFile = [],
        keepIndexes,
        env,
        project,
        yes = false,
        color,
      } = options;
      const fixes = names.length > 0 || accept.length > 0 || allCosmetic;
      if (fixes && restoreFile.length > 0) {
        throw new HumanError('Restore files first, with --restore-file alone; fix the rest afterwards.');
      }
      if (keepIndexes !== undefined && (fixes || restoreFile.length > 0)) {
        throw new HumanError('Give --keep-indexes alone; fix the rest afterwards.');
      }
      if (!fixes && restoreFile.length === 0 && keepIndexes === undefined) {
        throw new HumanError(
          'Name the migrations to fix, or say --all-cosmetic. migration-guard check-drift lists them.',
        );
      }
      const [fix, accepted, restore] = [names, accept, restoreFile].map((given) => given.map(nameOf));
      await run({
        names: fix ?? [],
        accepted: accepted ?? [],
        restore: restore ?? [],
        keepIndexes: keepIndexes === undefined ? undefined : nameOf(keepIndexes),
        allCosmetic,
        env,
        project,
        yes,
        color,
      });
    });
}

/** Shells complete paths: the folder and the file stand for the migration too. */
function nameOf(given: string): string {
  const parts = given.split(/[\\/]/).filter((part) => part !== '');
  if (parts.at(-1) === 'migration.sql') parts.pop();
  return parts.at(-1) ?? given;
}
