import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { isHumanError } from '../core/human-error';
import type { CheckDriftArgs } from './commands/check-drift';
import { addCheckDriftCommand } from './commands/check-drift-command';
import type { DevArgs } from './commands/dev-args';
import { addDevCommand } from './commands/dev-command';
import type { FixDriftArgs } from './commands/fix-drift-args';
import { addFixDriftCommand } from './commands/fix-drift-command';
import { formats, thresholds, type Format, type LintArgs, type Threshold } from './commands/lint-args';
import type { InitArgs } from './commands/init-args';
import { addInitCommand } from './commands/init-command';
import type { InspectArgs } from './commands/inspect';
import { addInspectCommand } from './commands/inspect-command';
import type { PredictArgs } from './commands/predict-args';
import { addPredictCommand } from './commands/predict-command';
import type { RestoreArgs } from './commands/restore';
import { addRestoreCommand } from './commands/restore-command';
import type { RunArgs } from './commands/run-args';
import { addRunCommand } from './commands/run-command';
import type { MigrateArgs } from './commands/migrate-args';
import { addMigrateCommand } from './commands/migrate-command';
import type { PgliteSchemaArgs } from './commands/pglite-schema';
import { addPgliteSchemaCommand } from './commands/pglite-schema-command';
import type { SafeMigrateArgs } from './commands/safe-migrate-args';
import { addSafeMigrateCommand } from './commands/safe-migrate-command';
import type { StatusArgs } from './commands/status';
import { addStatusCommand } from './commands/status-command';
import type { VerifyArgs } from './commands/verify';
import { addVerifyCommand } from './commands/verify-command';
import { escapeUnsafe, printable } from './reporters/printable';
import { widthOf, type Environment, type Output } from './terminal';

/** What runs each command; gives the exit code. */
export interface Commands {
  readonly lint: (args: LintArgs) => Promise<number>;
  readonly run: (args: RunArgs) => Promise<number>;
  readonly status: (args: StatusArgs) => Promise<number>;
  readonly checkDrift: (args: CheckDriftArgs) => Promise<number>;
  readonly fixDrift: (args: FixDriftArgs) => Promise<number>;
  readonly inspect: (args: InspectArgs) => Promise<number>;
  readonly restore: (args: RestoreArgs) => Promise<number>;
  readonly migrate: (args: MigrateArgs) => Promise<number>;
  readonly verify: (args: VerifyArgs) => Promise<number>;
  readonly pgliteSchema: (args: PgliteSchemaArgs) => Promise<number>;
  readonly safeMigrate: (args: SafeMigrateArgs) => Promise<number>;
  readonly init: (args: InitArgs) => Promise<number>;
  readonly predict: (args: PredictArgs) => Promise<number>;
  readonly dev: (args: DevArgs) => Promise<number>;
}

export interface ProgramOptions {
  readonly version: string;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env?: Environment;
}

const exitCodes = `
Exit codes:
  0    nothing needs attention
  1    something does; for lint, a finding of the severity of --fail-on or worse
  2    it could not run: bad usage, unreadable files, a program that failed
  130  interrupted`;

const lintHelp = `
Examples:
  $ migration-guard lint          the project here, or the projects below
  $ migration-guard lint --fix    take Prisma's harmful statements out of drafts
  $ migration-guard lint apps/api --base origin/main
  $ migration-guard lint --format sarif > lint.sarif
  $ migration-guard lint --format github    annotations and a summary in Actions

Findings in settled migrations (the base has them already) and suppressed
findings never fail a run.
${exitCodes}`;

/**
 * Reads the command line, without node and script name, and runs its command. Never throws: what goes wrong is said in
 * one sentence on stderr.
 * @returns the exit code
 */
export async function runProgram(
  argv: readonly string[],
  commands: Commands,
  options: ProgramOptions,
): Promise<number> {
  let exitCode = 0;
  const program = programOf(commands, options, (code) => (exitCode = code));
  try {
    await program.parseAsync(withoutPrefix(argv), { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const message = messageOf(error, helpFor(program, argv));
    if (message !== undefined) options.stderr.write(`${message}\n`);
    return 2;
  }
}

function programOf(commands: Commands, options: ProgramOptions, exit: (code: number) => void): Command {
  const program = new Command('migration-guard')
    .description('Finds the indexes that a Prisma migration is about to drop, and keeps them.')
    .version(options.version)
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => options.stdout.write(text),
      writeErr: (text) => options.stderr.write(text),
      // Said once, by runProgram.
      outputError: () => undefined,
      getOutHelpWidth: () => widthOf(options.stdout, options.env),
      getErrHelpWidth: () => widthOf(options.stderr, options.env),
    })
    .addHelpText('after', `\nEvery command can also be spelt db:<command>, such as db:lint.\n${exitCodes}`);

  program
    .command('lint')
    .description('Look for statements that lose protected indexes.')
    .argument('[paths...]', 'projects, migrations folders or migrations (default: here)')
    .option('--fix', 'apply the fixes that need no decision, in drafts only')
    .option('--base <ref>', 'the git revision against which work is new (default: the merge base)', notEmpty)
    .addOption(new Option('--format <format>', 'how to print').choices(formats).default('pretty'))
    .addOption(
      new Option('--fail-on <severity>', 'the mildest severity to exit 1 for')
        .choices(thresholds)
        .default('warning'),
    )
    .option('--quiet', 'no notices; no info and hint, unless --fail-on asks for them')
    .option('--color', 'colours even where there is no terminal')
    .option('--no-color', 'no colours')
    .addHelpText('after', lintHelp)
    .action(async (paths: string[], given: LintOptions) => {
      const { fix = false, quiet = false, base, color, format, failOn } = given;
      exit(await commands.lint({ paths, fix, quiet, base, color, format, failOn }));
    });
  addRunCommand(program, async (args) => exit(await commands.run(args)));
  addStatusCommand(program, async (args) => exit(await commands.status(args)));
  addCheckDriftCommand(program, async (args) => exit(await commands.checkDrift(args)));
  addFixDriftCommand(program, async (args) => exit(await commands.fixDrift(args)));
  addInspectCommand(program, async (args) => exit(await commands.inspect(args)));
  addRestoreCommand(program, async (args) => exit(await commands.restore(args)));
  addMigrateCommand(program, async (args) => exit(await commands.migrate(args)));
  addVerifyCommand(program, async (args) => exit(await commands.verify(args)));
  addPgliteSchemaCommand(program, async (args) => exit(await commands.pgliteSchema(args)));
  addSafeMigrateCommand(program, async (args) => exit(await commands.safeMigrate(args)));
  addPredictCommand(program, async (args) => exit(await commands.predict(args)));
  addInitCommand(program, async (args) => exit(await commands.init(args)));
  addDevCommand(program, async (args) => exit(await commands.dev(args)));
  return program;
}

/** As commander hands them over, after its own checks. */
interface LintOptions {
  readonly fix?: boolean;
  readonly base?: string;
  readonly format: Format;
  readonly failOn: Threshold;
  readonly quiet?: boolean;
  readonly color?: boolean;
}

/** `db:lint` is `lint`: people call their tools from npm scripts of that name. */
function withoutPrefix(argv: readonly string[]): string[] {
  const [command, ...rest] = argv;
  return command === undefined ? [] : [command.replace(/^db:(?=.)/, ''), ...rest];
}

/** A variable that is not set in a CI script arrives as an empty value. */
function notEmpty(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('Name a revision, or leave the option out.');
  return value;
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
  return `migration-guard: this is a fault of the tool itself; please report it with what follows\n${escapeLines(details)}`;
}

function escapeLines(text: string): string {
  return text.split('\n').map(escapeUnsafe).join('\n');
}
