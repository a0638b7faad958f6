import { judgeFed } from './commands/fed';
import { judgeKnownDangers } from './commands/known-dangers';
import { judgeRemovers, judgeRewrites } from './commands/migration-files';
import { concernsDatabases, type Judge, type JudgeContext } from './commands/judge';
import { judgeMakefiles } from './commands/makefiles';
import { judgePackageScripts } from './commands/package-scripts';
import { isPrisma, judgePrisma } from './commands/prisma';
import { judgeForeignCode, judgeShells } from './commands/shells';
import { judgeSqlClients } from './commands/sql';
import { judgeStarters } from './commands/starters';
import { dangers, type Concern } from './dangers';
import { ShellReader } from './shell/read-shell';
import { readingOnce, Scope, type GuardFiles } from './shell/scope';
import { programName, startedBy, type SimpleCommand } from './shell/simple-command';
import { joined, type Word } from './shell/word';

/** A command line for a shell, or the words of one command. */
export type CommandLine = { readonly text: string } | { readonly words: readonly string[] };

/** What programs print, search or keep is not run. */
const printers: ReadonlySet<string> = new Set(
  (
    'echo printf cat head tail less more bat grep egrep fgrep rg ag ack sed awk jq yq wc sort uniq diff tee ls tree stat file ' +
    'which type man help tldr gh glab hub curl wget code vim vi nvim nano emacs open true false test [ :'
  ).split(' '),
);

/** What runs none of its words, though it is not only a printer. */
const keepers: ReadonlySet<string> = new Set(['git', 'migration-guard', 'npm', 'pnpm', 'yarn', 'bun']);

/** The variable by which Prisma lets an agent lose data. */
const consent = /PRISMA_USER_CONSENT_FOR_DANGEROUS_AI_ACTION/;

const judgePrinters: Judge = ({ words: [program] }) =>
  program !== undefined && printers.has(programName(program));

/** The first that has something to say of a command is the only one. */
const judges: readonly Judge[] = [
  judgeRewrites,
  judgePrinters,
  judgePrisma,
  judgeSqlClients,
  judgeKnownDangers,
  judgeRemovers,
  judgeFed,
  judgePackageScripts,
  judgeForeignCode,
  judgeShells,
  judgeMakefiles,
  judgeStarters,
  judgeUnknown,
];

/** What a command line would do that is denied or asked about, or may be; nothing of it is run. */
export function readConcerns(line: CommandLine, folder: string, files: GuardFiles): Concern[] {
  const concerns: Concern[] = [];
  let isUnsure = false;
  const judge = (command: SimpleCommand, reader: ShellReader): void => {
    const context: JudgeContext = {
      reader,
      isRelated: () => concernsDatabases(`${reader.part} ${joined(command.words).text}`),
      add: (danger, more) => concerns.push({ danger, ...more, folder: command.scope.folder, isUnsure }),
      judgeUnsure: (one) => {
        const before = isUnsure;
        isUnsure = true;
        reader.visit(one);
        isUnsure = before;
      },
    };
    judgeConsent(command, context);
    const [only, ...others] = command.words;
    // Who gets one word with blanks in it most often takes it for a command line.
    if (only && others.length === 0 && /\S\s+\S/.test(only.text)) reader.runInside(command, only.text);
    else judges.some((one) => one(command, context));
  };
  const reader = new ShellReader(judge);
  const scope = new Scope(readingOnce(files), folder);
  if ('text' in line) reader.run(line.text, scope);
  else reader.visit(asCommand(line.words, scope));
  if (concerns.length > 0) return concerns;
  return reader.unread
    .filter(concernsDatabases)
    .map((part) => ({ danger: 'unread', command: calledAs(part), folder }));
}

/** What somebody wrote, by its first words: the others may hold a password. */
function calledAs(part: string): string {
  const name = /^(?:\w+=\S*\s+)*([a-z][\w.-]*(?: [a-z][\w.:-]*){0,2})(?!\S)/i.exec(part.trim())?.[1];
  return name ?? 'the command';
}

function asCommand(words: readonly string[], scope: Scope): SimpleCommand {
  return {
    words: words.map((text) => ({ text, isKnown: true })),
    settings: [],
    input: undefined,
    writes: [],
    scope,
  };
}

/** Set in front of a command, exported, given to `env`, or written into a file of variables. */
function judgeConsent({ words, settings, writes, input }: SimpleCommand, { add }: JudgeContext): void {
  const [program] = words;
  const isPrinter = program !== undefined && printers.has(programName(program));
  const files = [
    ...writes.map(({ to }) => to),
    ...(/^(?:tee|sed|perl)$/.test(program?.text ?? '') ? words : []),
  ];
  const isFile = files.some(({ text }) => /\.env|rc$|profile$/.test(text));
  const sets = ({ text }: Word): boolean =>
    /^(?:\$env:)?PRISMA_USER_CONSENT_FOR_DANGEROUS_AI_ACTION\s*=/i.test(text);
  const isSet =
    settings.some(({ name }) => consent.test(name)) ||
    (!isPrinter && words.some(sets)) ||
    (/^(?:set|setx|setenv|read)$/i.test(program?.text ?? '') &&
      words.some(({ text }) => consent.test(text))) ||
    (isFile && [...words, ...(input ? [input] : [])].some(({ text }) => consent.test(text)));
  if (isSet) add('consent', { command: 'PRISMA_USER_CONSENT_FOR_DANGEROUS_AI_ACTION' });
}

/** What may start Prisma or psql, by its words: a variable as the program, or one that is not known here. */
function judgeUnknown(command: SimpleCommand, { judgeUnsure }: JudgeContext): boolean {
  const [program, ...args] = command.words;
  if (!program || keepers.has(programName(program))) return false;
  if (!program.isKnown && isSubcommand(args)) {
    judgeUnsure(startedBy(command, [{ text: 'prisma', isKnown: true }, ...args]));
  }
  const at = args.findIndex(
    (word) => word.isKnown && (isPrisma(word) || /^(?:psql|dropdb)$/.test(programName(word))),
  );
  if (at >= 0) judgeUnsure(startedBy(command, args.slice(at)));
  return false;
}

function isSubcommand([first]: readonly Word[]): boolean {
  return /^(?:migrate|db)$/.test(first?.text ?? '');
}

/** The decision that a danger leads to, where what it hangs on is so. */
export function decisionOf({ danger, isUnsure }: Concern): 'ask' | 'deny' {
  return isUnsure ? 'ask' : dangers[danger].decision;
}
