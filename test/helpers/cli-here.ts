import { Writable } from 'node:stream';
import type { Machine } from '../../src/cli/parts/machine';
import { runProgram, type Commands } from '../../src/cli/program';
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

/**
 * Runs the command line in this process, without a terminal, on its real parts: what is a matter of the process itself
 * (signals, exit codes, pipes, how it starts) is for `runCli`. Of this process it takes the variables meanwhile, so it is
 * for one at a time.
 *
 * @param env goes on top of our own variables; undefined leaves one out
 */
export async function runCliHere(cwd: string, args: readonly string[], env: Environment = {}): Promise<Ran> {
  const texts = { stdout: '', stderr: '' };
  const into = (name: keyof typeof texts) =>
    new Captured((text) => {
      texts[name] += text;
    });
  const variables = Object.fromEntries(
    Object.entries({ ...inheritedVariables(), ...env }).filter(([, value]) => value !== undefined),
  );
  const { stdout, stderr } = { stdout: into('stdout'), stderr: into('stderr') };
  const machine: Machine = {
    ...{ cwd, stdout, stderr, env: variables, sharesTerminal: false },
    giveUpSignals: () => () => undefined,
  };
  const before = process.env;
  // connect() asks the process itself.
  process.env = variables;
  try {
    const exitCode = await runProgram(args, commandsOn(machine), {
      version: '0',
      stdout,
      stderr,
      env: variables,
    });
    return { exitCode, ...texts };
  } finally {
    process.env = before;
  }
}

/** As src/cli/main.ts has them. */
function commandsOn(machine: Machine): Commands {
  const elsewhere = (): never => {
    throw new Error('this command is run by runCli');
  };
  return {
    lint: elsewhere,
    run: elsewhere,
    migrate: async (args) => (await import('../../src/cli/parts/migrate')).migrate(args, machine),
    status: async (args) => (await import('../../src/cli/parts/status')).status(args, machine),
    checkDrift: async (args) =>
      (await import('../../src/cli/parts/check-drift')).checkDriftHere(args, machine),
    fixDrift: async (args) => (await import('../../src/cli/parts/fix-drift')).fixDrift(args, machine),
    inspect: async (args) => (await import('../../src/cli/parts/inspect')).inspect(args, machine),
    verify: async (args) => (await import('../../src/cli/parts/verify')).verify(args, machine),
    pgliteSchema: async (args) =>
      (await import('../../src/cli/parts/pglite-schema')).pgliteSchema(args, machine),
    restore: async (args) => (await import('../../src/cli/parts/restore')).restore(args, machine),
    predict: async (args) => (await import('../../src/cli/parts/predict')).predict(args, machine),
    init: async (args) => (await import('../../src/cli/parts/init')).init(args, machine),
    dev: async (args) => (await import('../../src/cli/parts/dev')).dev(args, machine),
    safeMigrate: async (args) =>
      (await import('../../src/cli/parts/safe-migrate')).safeMigrate(args, machine),
  };
}
