import { onlyReads, sqlDangers } from '../read-sql';
import {
  fileText,
  hasOption,
  isMissing,
  optionValue,
  programName,
  type SimpleCommand,
} from '../shell/simple-command';
import { known, type Word } from '../shell/word';
import type { Judge, JudgeContext } from './judge';

const stdinOnly = { text: [], file: [] };

/** What runs SQL, with the options that hold it and those that name a file of it. */
const clients: ReadonlyMap<string, { readonly text: readonly string[]; readonly file: readonly string[] }> =
  new Map([
    ['psql', { text: ['-c', '--command'], file: ['-f', '--file'] }],
    ['usql', { text: ['-c', '--command'], file: ['-f', '--file'] }],
    ['pgcli', { text: ['-c', '--command', '-e', '--execute'], file: ['-f', '--file'] }],
    ['heroku pg:psql', { text: ['-c', '--command'], file: ['-f', '--file'] }],
    ['railway connect', stdinOnly],
    ...['fly', 'flyctl'].flatMap((name) =>
      ['postgres', 'pg', 'mpg'].map((group) => [`${name} ${group} connect`, stdinOnly] as const),
    ),
  ]);

/** Flags of psql that take no value, in front of one that does: `-tAc`. */
const flags = '[aAbeEHlnLqsStwWxXz01]*';

export const judgeSqlClients: Judge = (command, context) => {
  const [program, first, second] = command.words;
  if (program === undefined) return false;
  const name = programName(program);
  const longer = `${name} ${first?.text}`;
  const client = clients.get(name) ?? clients.get(longer) ?? clients.get(`${longer} ${second?.text}`);
  if (!client) return false;
  const args = command.words.slice(1);
  const given = (options: readonly string[]): Word[] =>
    args.flatMap((word, at) => valueAt(args, at, word, options));
  const texts = given(client.text);
  const files = given(client.file);
  for (const text of texts) judgeSql(text, command, name, context);
  for (const file of files) {
    judgeSqlFile(file, command, name, context);
  }
  if (texts.length + files.length > 0 || hasOption(args, '--help', '--version', '--list', '-l')) return true;
  if (command.input) judgeSql(command.input, command, name, context);
  return true;
};

/** Says the same of a file, of which the name is all that is known where it is not found. */
export function judgeSqlFile(file: Word, command: SimpleCommand, name: string, context: JudgeContext): void {
  if (isMissing(command, file)) context.add('missing file', { command: `${name} with ${file.text}` });
  else judgeSql(fileText(command, file), command, name, context);
}

/** The value of an option at a position: `-c VALUE`, `-cVALUE`, `-tAc VALUE`, `--command=VALUE`. */
function valueAt(
  args: readonly Word[],
  at: number,
  { text, isKnown }: Word,
  options: readonly string[],
): Word[] {
  for (const option of options) {
    if (option.startsWith('--')) {
      if (text === option) return args.slice(at + 1, at + 2);
      if (text.startsWith(`${option}=`)) return [{ text: text.slice(option.length + 1), isKnown }];
      continue;
    }
    const short = new RegExp(`^-${flags}${option.slice(1)}(.*)$`, 's').exec(text);
    if (!short) continue;
    return short[1] ? [{ text: short[1], isKnown }] : args.slice(at + 1, at + 2);
  }
  return [];
}

/** Says what SQL would do that a command would run. */
export function judgeSql(sql: Word, command: SimpleCommand, name: string, context: JudgeContext): void {
  const { text, shell, files, runsResults } = withoutMeta(sql.text);
  for (const line of shell) context.reader.runInside(command, line);
  for (const file of files) judgeSql(command.scope.read(known(file)), command, name, context);
  const found = sqlDangers(text, runsResults);
  for (const danger of found) {
    if (danger !== 'gone') context.add(danger, { command: name });
    else context.add('sql', { command: name, sql: text, schema: schemaOf(command) });
  }
  const isOpen = found.size === 0 ? !onlyReads(sql.text) : found.has('gone');
  if (!sql.isKnown && isOpen) context.add('unread', { command: name });
}

function schemaOf({ words, scope }: SimpleCommand): string | undefined {
  return scope.resolve(optionValue(words, '--schema', '--config'));
}

/** Takes out the lines that psql itself understands, and says which of them start something. */
function withoutMeta(sql: string): {
  readonly text: string;
  readonly shell: readonly string[];
  readonly files: readonly string[];
  readonly runsResults: boolean;
} {
  const meta = [...sql.matchAll(/^[ \t]*\\([a-z_]+|!)[ \t]*(.*)$/gm)];
  const restOf = (names: RegExp): string[] =>
    meta.flatMap(([, name = '', rest = '']) => (names.test(name) ? [rest] : []));
  return {
    text: sql.replaceAll(/^[ \t]*\\.*$/gm, ''),
    shell: restOf(/^!$/),
    files: restOf(/^(?:i|ir|include|include_relative)$/),
    runsResults: /\\gexec\b/.test(sql),
  };
}
