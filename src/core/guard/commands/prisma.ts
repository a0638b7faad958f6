import type { DangerId } from '../dangers';
import { hasOption, optionValue, programName, type SimpleCommand } from '../shell/simple-command';
import { unknown, type Word } from '../shell/word';
import type { Judge, JudgeContext } from './judge';
import { judgeSql, judgeSqlFile } from './sql';

/** `prisma7` is what a project calls the one that it keeps beside Prisma 8, which was `prisma-next` before. */
const prismaName = /^prisma(?:\d*|-next)$/;

/** Options that take a value, which is no subcommand. */
const valued: ReadonlySet<string> = new Set(
  (
    '--schema --config --name -n --url --file --shadow-database-url --applied --rolled-back --output -o ' +
    '--db --to --from --advance-ref --confirm --contract --format --log-level'
  ).split(' '),
);

export function isPrisma(word: Word | undefined): boolean {
  return word !== undefined && prismaName.test(programName(word));
}

/** Prisma's own commands, by how they are called. */
export const judgePrisma: Judge = (command, context) => {
  if (!isPrisma(command.words[0])) return false;
  judgeSubcommand(command, context);
  return true;
};

function apply(args: readonly Word[]): DangerId | undefined {
  return hasOption(args, '--show') ? undefined : 'apply';
}

/** What a subcommand does that loses something, by its name and its options. */
const dangerous: Readonly<Record<string, (args: readonly Word[]) => DangerId | undefined>> = {
  'migrate reset': () => 'reset',
  'migrate dev': (args) => (hasOption(args, '--create-only') ? 'develop a file' : 'develop'),
  'migrate deploy': () => 'deploy',
  'migrate resolve': () => 'resolve',
  'db drop': () => 'database',
  'db update': (args) => {
    if (hasOption(args, '--dry-run')) return undefined;
    return hasOption(args, '--confirm') ? 'confirmed update' : 'update';
  },
  'db migrate': apply,
  // What it was before.
  migrate: apply,
  'migration apply': apply,
  'db sign': () => 'sign',
  'contract infer': () => 'infer',
  'migration ref': (args) => (/^(?:set|delete)$/.test(subcommands(args)[2]?.text ?? '') ? 'ref' : undefined),
  'db push': (args) => {
    if (hasOption(args, '--force-reset')) return 'force reset';
    return hasOption(args, '--accept-data-loss') ? 'accept data loss' : 'push';
  },
};

function judgeSubcommand(command: SimpleCommand, context: JudgeContext): void {
  const args = command.words.slice(1);
  if (hasOption(args, '--help', '-h')) return;
  const [group, verb] = subcommands(args);
  const called = [group, verb].flatMap((word) => (word?.isKnown ? word.text : [])).join(' ');
  const program =
    command.words[0] && programName(command.words[0]) === 'prisma-next' ? 'prisma-next' : 'prisma';
  if (called === 'db execute') {
    const file = optionValue(args, '--file');
    if (file) judgeSqlFile(file, command, `prisma ${called}`, context);
    else judgeSql(command.input ?? unknown(), command, `prisma ${called}`, context);
    return;
  }
  if (called === 'contract infer' && writesNewFile(command)) return;
  const isOpen =
    group?.isKnown === false || (/^(?:migrate|db)$/.test(group?.text ?? '') && verb?.isKnown === false);
  const danger = isOpen ? 'unread' : Object.hasOwn(dangerous, called) && dangerous[called]?.(args);
  if (!danger) return;
  context.add(danger, {
    command: `${program} ${called}`.trim(),
    schema: command.scope.resolve(optionValue(args, '--schema', '--config')),
    migration: optionValue(args, '--name', '-n')?.text,
  });
}

/** Whether it names a file to write that is not there yet. */
function writesNewFile({ words, scope }: SimpleCommand): boolean {
  const output = scope.resolve(optionValue(words, '--output', '-o'));
  return output !== undefined && scope.files.read(output) === undefined;
}

/** The words that are neither options nor their values. */
function subcommands(args: readonly Word[]): Word[] {
  return args.filter(({ text }, at) => !text.startsWith('-') && !valued.has(args[at - 1]?.text ?? ''));
}
