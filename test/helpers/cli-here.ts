import { Writable } from 'node:stream';
import type { CliContext, Questions } from '../../src/cli/context';
import { allCommands } from '../../src/cli/commands/all';
import { runProgram } from '../../src/cli/program';
import type { Output } from '../../src/cli/terminal';
import { guardedOutput } from '../../src/cli/workflow-commands';
import { checkReport } from './reports';
import { inheritedVariables, type Environment, type Ran } from './cli';

/** A stream that is no terminal, as far as commands ask for it. */
class Captured extends Writable {
  constructor(take: (text: string) => void) {
    super({
      write: (chunk: unknown, _encoding, done) => {
        take(String(chunk));
        done();
      },
    });
  }
}

/** What a command gets instead of a real machine, and what it wrote there. */
interface CapturedContext {
  readonly context: CliContext;
  readonly written: { readonly stdout: string; readonly stderr: string };
}

interface ContextOptions {
  /** All the variables that there are. */
  readonly env?: Environment;
  /** Nobody can be asked what is not given. */
  readonly ask?: Partial<Questions>;
  readonly stdin?: string | undefined;
  /** What stderr says of itself, such as that it is a terminal. */
  readonly stderr?: Omit<Output, 'write'>;
}

export function captureContext(cwd: string, options: ContextOptions = {}): CapturedContext {
  const written = { stdout: '', stderr: '' };
  const into = (name: keyof typeof written) =>
    new Captured((text) => {
      written[name] += text;
    });
  const { env = {}, ask, stdin, stderr } = options;
  const context: CliContext = {
    ...{ cwd, env, version: '1.2.3', sharesTerminal: false },
    stdout: guardedOutput(into('stdout'), env),
    stderr: guardedOutput(Object.assign(into('stderr'), stderr), env),
    ask: {
      text: () => Promise.resolve(undefined),
      yesOrNo: () => Promise.resolve(undefined),
      ...ask,
    },
    stdin: () => Promise.resolve(stdin),
    now: () => Date.now(),
    giveUpSignals: () => () => undefined,
  };
  return { context, written };
}

/**
 * Runs the command line in this process, without a terminal: what is a matter of the process itself (signals, pipes, how
 * it starts) is for `runCli`.
 *
 * @param env goes on top of our own variables; undefined leaves one out
 */
export async function runCliHere(
  cwd: string,
  args: readonly string[],
  env: Environment = {},
  ask: Partial<Questions> = {},
): Promise<Ran> {
  const variables = Object.fromEntries(
    Object.entries({ ...inheritedVariables(), ...env }).filter(([, value]) => value !== undefined),
  );
  const { context, written } = captureContext(cwd, { env: variables, ask });
  const exitCode = await runProgram(args, context, allCommands);
  checkReport(args, written.stdout);
  return { exitCode, ...written };
}
