import { Command, CommanderError } from 'commander';
import { bugAdvice } from '../core/bug-advice';
import { isHumanError } from '../core/human-error';
import { declareAudit } from './commands/audit';
import { declareCheckDrift } from './commands/check-drift';
import { declareDev } from './commands/dev';
import { declareDoctor } from './commands/doctor';
import { declareFixDrift } from './commands/fix-drift';
import { declareInit } from './commands/init';
import { declareInspect } from './commands/inspect';
import { declareLint } from './commands/lint';
import { declareMigrate } from './commands/migrate';
import { declarePgliteSchema } from './commands/pglite-schema';
import { declarePredict } from './commands/predict';
import { declareRestore } from './commands/restore';
import { declareRun } from './commands/run';
import { declareSafeMigrate } from './commands/safe-migrate';
import { declareStatus } from './commands/status';
import { declareVerify } from './commands/verify';
import type { CliContext, RunCommand } from './context';
import { Interrupted } from './interruption';
import { exitCodes } from './options';
import { escapeUnsafe, printable } from './output/printable';
import { widthOf } from './terminal';

/** In the order of the help. */
const declarations: readonly ((program: Command, run: RunCommand) => void)[] = [
  declareLint,
  declareRun,
  declareStatus,
  declareCheckDrift,
  declareFixDrift,
  declareInspect,
  declareRestore,
  declareMigrate,
  declareVerify,
  declarePgliteSchema,
  declareSafeMigrate,
  declarePredict,
  declareInit,
  declareDev,
  declareAudit,
  declareDoctor,
];

/**
 * Reads the command line, without node and script name, and runs its command. Never throws: what goes wrong is said in
 * one sentence on stderr.
 *
 * @returns the exit code
 */
export async function runProgram(argv: readonly string[], context: CliContext): Promise<number> {
  let exitCode = 0;
  const program = programOf(context, async (body) => {
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

export function programOf({ version, stdout, stderr, env }: CliContext, run: RunCommand): Command {
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
  for (const declare of declarations) declare(program, run);
  return program;
}

/** `db:lint` is `lint`: people call their tools from npm scripts of that name. */
function withoutPrefix(argv: readonly string[]): string[] {
  const [command, ...rest] = argv;
  return command === undefined ? [] : [command.replace(/^db:(?=.)/, ''), ...rest];
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
