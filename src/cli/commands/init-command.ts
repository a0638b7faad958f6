import type { Command } from 'commander';
import type { OfferKind } from '../../workflows/init';
import type { InitArgs } from './init-args';

const help = `
Examples:
  $ migration-guard init              list the indexes, and ask about the rest
  $ migration-guard init --yes        all but --declare, without a question
  $ migration-guard init --dry-run    only show what would be written

Lists every protected index in drift-ignore.json, beside the schema, with what it
is, where it comes from and the SQL that makes it. What is there already stays as
it is. Without a terminal only what a flag names is done besides.

--declare writes into schema.prisma what makes Prisma leave an index alone. On a
database that is built from the schema alone it may be a plain index.

Running it twice changes nothing the second time.`;

/** As commander hands them over. */
interface InitOptions {
  readonly project?: string;
  readonly env: string;
  readonly declare?: boolean;
  readonly gitattributes?: boolean;
  readonly formatterIgnores?: boolean;
  readonly readonlyInclude?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly color?: boolean;
}

export function addInitCommand(program: Command, run: (args: InitArgs) => Promise<void>): void {
  program
    .command('init')
    .description('Write down which indexes are protected, and keep tools off migrations.')
    .option('--declare', 'declare in schema.prisma what can be declared')
    .option('--gitattributes', 'the same line ends for migrations on every machine')
    .option('--formatter-ignores', 'keep Prettier off migrations')
    .option('--readonly-include', 'settled migrations are read-only in VS Code')
    .option('--yes', 'all of these but --declare')
    .option('--dry-run', 'show what would be written, and write nothing')
    .option('--env <name>', 'the environment whose database to look at, too', 'local')
    .option('--project <path>', 'the project, where there are several')
    .option('--color', 'colours even where there is no terminal')
    .option('--no-color', 'no colours')
    .addHelpText('after', help)
    .action(({ project, env, yes = false, dryRun = false, color, ...offers }: InitOptions) =>
      run({ project, env, wanted: wantedOf(offers), yes, dryRun, color }),
    );
}

function wantedOf(given: Omit<InitOptions, 'env'>): OfferKind[] {
  const all = {
    declare: given.declare,
    gitattributes: given.gitattributes,
    'formatter-ignores': given.formatterIgnores,
    'readonly-include': given.readonlyInclude,
  } satisfies Record<OfferKind, boolean | undefined>;
  const kinds: OfferKind[] = ['declare', 'gitattributes', 'formatter-ignores', 'readonly-include'];
  return kinds.filter((kind) => all[kind] === true);
}
