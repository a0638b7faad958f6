import { fileText, hasOption, isMissing, programName, type SimpleCommand } from '../shell/simple-command';
import { joined, type Word } from '../shell/word';
import { concernsDatabases, type Judge, type JudgeContext } from './judge';

const shells: ReadonlySet<string> = new Set([
  'sh',
  'bash',
  'zsh',
  'dash',
  'ksh',
  'ash',
  'fish',
  'pwsh',
  'powershell',
  'cmd',
]);

/** A script, its text, or stdin, that a shell runs; and a script that is started by its path. */
export const judgeShells: Judge = (command, context) => {
  const [program, ...args] = command.words;
  if (program === undefined) return false;
  const name = programName(program);
  if (shells.has(name)) judgeShell(command, args, context);
  else if (/^(?:at|batch|crontab)$/.test(name)) judgeLater(command, context);
  else if (program.text === 'source' || program.text === '.') judgeFile(command, args, context);
  else if (/[\\/]/.test(program.text)) return judgePath(command, context);
  else return false;
  return true;
};

function judgeShell(command: SimpleCommand, args: readonly Word[], context: JudgeContext): void {
  const at = args.findIndex(({ text }) => /^(?:-\w*c|-Command|\/c)$/i.test(text));
  const text = at < 0 ? undefined : args[at + 1];
  if (text) {
    context.reader.runInside(command, text.text, command.scope.folder, args.slice(at + 3));
    if (!text.isKnown && /^\s*\$/.test(text.text)) judgeUnread(context, 'sh -c');
    return;
  }
  const file = args.findIndex(({ text: word }) => !/^[-+]/.test(word));
  if (file >= 0) judgeFile(command, args.slice(file), context);
  else if (command.input?.isKnown)
    context.reader.runInside({ ...command, input: undefined }, command.input.text);
  else if (command.input && !hasOption(args, '--version', '--help')) judgeUnread(context, 'sh');
}

/** What is run later; in a crontab the times stand in front. */
function judgeLater(command: SimpleCommand, context: JudgeContext): void {
  if (!command.input) return;
  const lines = command.input.text.replaceAll(
    /^[ \t]*(?:@\w+|(?:[\d*/,-]+[ \t]+){4}[\d*/,a-z-]+)[ \t]+/gim,
    '',
  );
  context.reader.runInside({ ...command, input: undefined }, lines);
}

function judgeFile(command: SimpleCommand, [file, ...given]: readonly Word[], context: JudgeContext): void {
  if (!file) return;
  const text = fileText(command, file);
  if (text.isKnown) context.reader.runInside(command, text.text, command.scope.folder, given);
  else if (!concernsDatabases(joined([file, ...given]).text)) return;
  else if (isMissing(command, file)) context.add('missing file', { command: `a shell with ${file.text}` });
  else context.add('unread', { command: 'a script' });
}

/** Whether it is a shell's script: what starts with another interpreter is not read. */
function judgePath(command: SimpleCommand, context: JudgeContext): boolean {
  const [program, ...given] = command.words;
  if (!program || /node_modules/.test(program.text)) return false;
  const { text, isKnown } = command.scope.read(program);
  const isScript =
    isKnown && (/^#!.*\b(?:ba|z|da|k|a)?sh\b/.test(text) || /\.(?:ba|z)?sh$/.test(program.text));
  if (isScript) context.reader.runInside(command, text, command.scope.folder, given);
  return isScript;
}

function judgeUnread({ isRelated, add }: JudgeContext, command: string): void {
  if (isRelated()) add('unread', { command });
}

/** By which options interpreters get code. */
const interpreters: ReadonlyMap<string, RegExp> = new Map([
  ...['node', 'nodejs', 'bun', 'tsx', 'ts-node'].map(
    (name) => [name, /^(?:-e|-p|-pe|--eval|--print)$/] as const,
  ),
  ...['python', 'python3', 'expect'].map((name) => [name, /^-\w*c$/] as const),
  ...['ruby', 'perl', 'osascript'].map((name) => [name, /^-\w*e$/] as const),
  ['php', /^-r$/],
  ['deno', /^eval$/],
]);
const dangerous =
  /prisma['"\s,\]]+(?:migrate|db)\b|migrate['"\s,\]]+reset|force-reset|accept-data-loss|drop\s+(?:database|schema|table|index|owned)|truncate\s|dropdb|_prisma_migrations|PRISMA_USER_CONSENT/i;

/** What can start a program or reach a database. */
const reaching =
  /prisma|postgres|psycopg|asyncpg|\bpg|\bdb\b|\bsql|psql|dropdb|knex|typeorm|sequelize|drizzle|kysely|migrat|query|exec|client|pool|connect|cursor|spawn|system|subprocess|popen|`|(?:require\(|from |import\()['"]\./i;

/** Code that another interpreter gets as text: it is not read, but its words are. */
export const judgeForeignCode: Judge = (command, context) => {
  const [program, ...args] = command.words;
  const option = program && interpreters.get(programName(program));
  if (!option) return false;
  const at = args.findIndex(({ text }) => option.test(text));
  const readsInput = at < 0 && args.every(({ text }) => text.startsWith('-'));
  const code = readsInput ? command.input?.text : at < 0 ? undefined : args[at + 1]?.text;
  if (code === undefined) return false;
  for (const [, spawned = ''] of code.matchAll(/\bspawn\s+([^\n;]+)/g))
    context.reader.runInside(command, spawned);
  if (dangerous.test(code) && reaching.test(code))
    context.add('foreign code', { command: programName(program) });
  return true;
};
