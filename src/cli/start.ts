import { fstatSync } from 'node:fs';
import { isatty } from 'node:tty';
import { version } from '../../package.json';
import { startedBy } from '../core/command-target';
import { HumanError } from '../core/human-error';
import { askText, askYesOrNo } from './ask';
import type { CliContext } from './context';
import { setEngineFlags } from './engine-flags';
import { runProgram, type Commands } from './program';
import { readStdin } from './stdin';
import { surviveClosedPipes } from './terminal';
import { guardedOutput } from './workflow-commands';

const { stdout, stderr, env } = process;

setEngineFlags();

/** An ordinary exit, so that programs which we wait for end with us. */
const endings = (
  [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const
).map(([signal, exitCode]) => [signal, () => process.exit(exitCode)] as const);

const context: CliContext = {
  ...{ version, env, stdout: toLog(stdout), stderr: toLog(stderr) },
  get cwd() {
    return workingFolder();
  },
  ask: { text: askText, yesOrNo: askYesOrNo },
  stdin: readStdin,
  now: () => Date.now(),
  // By number: to ask process.stdin would open it.
  sharesTerminal: [0, 1, 2].some((descriptor) => isatty(descriptor)),
  giveUpSignals: () => {
    for (const [signal, end] of endings) process.off(signal, end);
    return () => {
      for (const [signal, end] of endings) process.once(signal, end);
    };
  },
};

/** A file, too, may be printed into a log later on. */
function toLog(stream: CliContext['stdout'] & { readonly fd: number }): CliContext['stdout'] {
  return guardedOutput(stream, env, fstatSync(stream.fd).isFile());
}

/** @throws HumanError where somebody removed it meanwhile */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch (error) {
    throw new HumanError('The working directory is gone. Change to one that exists.', { cause: error });
  }
}

/** Runs the command that this process was called with, one of these, and sets the exit code. */
export async function start(commands: Commands): Promise<void> {
  surviveClosedPipes(stdout, stderr, () => (process.exitCode = 2));
  for (const [signal, end] of endings) process.once(signal, end);
  // npm sets it for npx, and for what that starts.
  if (env['npm_command'] === 'exec') startedBy('npx migration-guard');
  const exitCode = await runProgram(process.argv.slice(2), context, commands);
  // Not process.exit: it would cut off what a pipe has not taken yet.
  process.exitCode ??= exitCode;
}
