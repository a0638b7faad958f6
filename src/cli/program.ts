import { Command, CommanderError } from 'commander';
import { bugAdvice } from '../core/bug-advice';
import { isHumanError } from '../core/human-error';
import { commandOf } from './command-word';
import type { CliContext, RunCommand } from './context';
import { Interrupted } from './interruption';
import { exitCodes } from './options';
import { escapeUnsafe, printable } from './output/printable';
import { widthOf } from './terminal';

/** What declares each command, by its name, in the order of the help. */
export type Commands = Readonly<Record<string, (program: Command, run: RunCommand) => void>>;

/**
 * Reads the command line, without node and script name, and runs its command. Never throws: what goes wrong is said in
 * one sentence on stderr.
 *
 * @returns the exit code
 */
export async function runProgram(
  argv: readonly string[],
  context: CliContext,
  commands: Commands,
): Promise<number> {
  let exitCode = 0;
  const program = programOf(context, named(commands, argv), async (body) => {
    exitCode = await body(context);
  });
  try {
    await program.parseAsync(withoutPrefix(argv), { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof Interrupted) return error.exitCode;
    const message = messageOf(error, helpFor(program, argv));
    if (message !== undefined) context.stderr.write(`${message}\n`);
    return 2;
  }
}

export function programOf(
  { version, stdout, stderr, env }: CliContext,
  commands: Commands,
  run: RunCommand,
): Command {
  const program = new Command('migration-guard')
    .description('Finds the indexes that a Prisma migration is about to drop, and keeps them.')
    .version(version)
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      // Said once, by runProgram.
      outputError: () => undefined,
      getOutHelpWidth: () => widthOf(stdout, env),
      getErrHelpWidth: () => widthOf(stderr, env),
    })
    .addHelpText(
      'after',
      `\nEvery command can also be written as db:<command>, such as db:lint.\n${exitCodes}`,
    );
  for (const declare of Object.values(commands)) declare(program, run);
  return program;
}

function withoutPrefix(argv: readonly string[]): string[] {
  const [command, ...rest] = argv;
  return command === undefined ? [] : [commandOf(command), ...rest];
}

/** The command that is called, which needs no other to be declared; all of them where none is. */
function named(commands: Commands, argv: readonly string[]): Commands {
  const [command = ''] = withoutPrefix(argv);
  const declare = Object.hasOwn(commands, command) ? commands[command] : undefined;
  return declare ? { [command]: declare } : commands;
}

/** What prints the help for a command line that could not be read. */
function helpFor(program: Command, argv: readonly string[]): string {
  const [command] = withoutPrefix(argv);
  const known = program.commands.some((candidate) => candidate.name() === command);
  return ['migration-guard', ...(known && command !== undefined ? [command] : []), '--help'].join(' ');
}

/** Undefined where everything has been said: calling it without a command prints the help. */
function messageOf(error: unknown, help: string): string | undefined {
  if (error instanceof CommanderError) {
    if (error.code === 'commander.help') return undefined;
    const sentence = error.message.replace(/^error: /, '');
    // Some say already what to write instead.
    const more = /[.?]\)?$/.test(sentence) ? '' : `. See ${help}`;
    return `migration-guard: ${printable(sentence)}${more}`;
  }
  if (isHumanError(error)) return `migration-guard: ${printable(error.message)}`;
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `migration-guard: this is a bug in the tool itself. ${bugAdvice()} and with what follows:\n${escapeLines(details)}`;
}

function escapeLines(text: string): string {
  return text.split('\n').map(escapeUnsafe).join('\n');
}
