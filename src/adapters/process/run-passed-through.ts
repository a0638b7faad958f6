import { constants } from 'node:os';
import type { Writable } from 'node:stream';
import { passedSignals, type ProgramOptions, type ProgramResult, runProgram } from './run-program';

export interface PassedThroughOptions extends Required<Pick<ProgramOptions, 'cwd' | 'env' | 'secrets'>> {
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Whether the terminal's own Ctrl-C reaches the program too, so that it must not get the signal twice. */
  readonly sharesTerminal: boolean;
}

export type PassedThrough =
  /** As a shell tells it: 128 and the signal's number for a program that a signal ended. */
  | {
      readonly kind: 'ended';
      readonly exitCode: number;
      /** The first signal that we got meanwhile, whatever the program made of it. */
      readonly interruptedBy?: NodeJS.Signals | undefined;
    }
  | Extract<ProgramResult, { readonly kind: 'not-found' | 'not-started' }>;

/**
 * Runs a program in our place: it reads our standard input, what it prints goes on with its secrets masked, and signals
 * that we get go to it, while we wait for its end.
 */
export async function runPassedThrough(
  program: string,
  args: readonly string[],
  { sharesTerminal, ...options }: PassedThroughOptions,
): Promise<PassedThrough> {
  let interruptedBy: NodeJS.Signals | undefined;
  const note = (signal: NodeJS.Signals): void => void (interruptedBy ??= signal);
  for (const signal of passedSignals) process.on(signal, note);
  const result = await runProgram(program, args, {
    ...options,
    stdin: 'inherit',
    foreground: { sharesTerminal },
  });
  for (const signal of passedSignals) process.off(signal, note);
  switch (result.kind) {
    case 'ended':
      return { kind: 'ended', exitCode: result.code, interruptedBy };
    case 'killed':
      return { kind: 'ended', exitCode: exitCodeOf(result.signal), interruptedBy };
    case 'not-found':
    case 'not-started':
      return result;
    case 'timed-out':
    case 'too-much':
      throw new Error(`${program} was ${result.kind}, and nothing had limited it.`);
  }
}

/** Of a program that a signal ended, as a shell tells it. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
