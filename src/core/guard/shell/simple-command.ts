import type { Scope } from './scope';
import { unknown, type Word } from './word';

/** A variable that is set in front of a command. */
export interface Setting {
  readonly name: string;
  readonly value: Word;
}

/** A file into which output goes. */
export interface Written {
  readonly to: Word;
  readonly isAppended: boolean;
}

/** One program that a shell would start, or a command of its own. */
export interface SimpleCommand {
  /** The program, and its arguments. */
  readonly words: readonly Word[];
  readonly settings: readonly Setting[];
  /** What it reads on stdin; undefined where nobody gives it anything. */
  readonly input: Word | undefined;
  readonly writes: readonly Written[];
  readonly scope: Scope;
}

/** The same command with other words, such as what it starts itself. */
export function startedBy(
  command: SimpleCommand,
  words: readonly Word[],
  settings: readonly Setting[] = [],
): SimpleCommand {
  return { ...command, words, settings: [...command.settings, ...settings] };
}

/** The program's name without its folder and version: `prisma` for `./node_modules/.bin/prisma.cmd` and `prisma@6`. */
export function programName({ text }: Word): string {
  const isPrisma =
    /(?:^|[\\/])(prisma\d*)[\\/]build[\\/]index\.js$/.exec(text) ?? /^(prisma(?:\d*|-next))@/.exec(text);
  if (isPrisma?.[1] !== undefined) return isPrisma[1];
  if (/^@prisma\/cli(?:@|$)/.test(text)) return 'prisma';
  if (/^@prisma-next\/cli(?:@|$)/.test(text)) return 'prisma-next';
  const last = text.replace(/^npm:/, '').split(/[\\/]/).at(-1) ?? '';
  return last
    .replace(/(?<=.)@.*$/, '')
    .replace(/\.(?:cmd|exe|ps1|bat)$/i, '')
    .toLowerCase();
}

/** The value of an option, written as `--name value`, `--name=value` or `-nvalue`; undefined where it is not given. */
export function optionValue(words: readonly Word[], ...names: readonly string[]): Word | undefined {
  for (const [at, { text, isKnown }] of words.entries()) {
    if (names.includes(text)) return words[at + 1];
    const name = names.find((one) =>
      one.startsWith('--') ? text.startsWith(`${one}=`) : text.length > 2 && text.startsWith(one),
    );
    if (name === undefined) continue;
    return { text: text.slice(name.length).replace(/^=/, ''), isKnown };
  }
  return undefined;
}

export function hasOption(words: readonly Word[], ...names: readonly string[]): boolean {
  return words.some(({ text }) => names.some((name) => text === name || text.startsWith(`${name}=`)));
}

/** Whether a file is named that is not found; its name is known. */
export function isMissing({ scope }: SimpleCommand, file: Word): boolean {
  if (file.text === '-' || file.text.startsWith('/dev/') || scope.resolve(file) === undefined) return false;
  const { text, isKnown } = scope.read(file);
  return !isKnown && text === '';
}

/** The text of a file that a command reads, which may be what it has on stdin. */
export function fileText({ scope, input }: SimpleCommand, file: Word): Word {
  return file.text === '-' || file.text === '/dev/stdin' ? (input ?? unknown()) : scope.read(file);
}
