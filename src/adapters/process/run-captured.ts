import { type ProgramOptions, type ProgramResult, runProgram } from './run-program';

export interface CapturedOptions extends Pick<
  ProgramOptions,
  'cwd' | 'env' | 'hidesArguments' | 'answers' | 'stop'
> {
  readonly timeoutMs: number;
  /** For how long it may clean up after SIGTERM, before it is ended; it is ended at once without. */
  readonly killAfterMs?: number | undefined;
}

/** For how long something that a finished program left running may still hold its output open. */
const leftoverMs = 500;

/** Runs a program to its end, without a shell and without standard input, and collects what it prints. Never rejects. */
export function runCaptured(
  program: string,
  args: readonly string[],
  options: CapturedOptions,
): Promise<ProgramResult> {
  return runProgram(program, args, {
    ...options,
    ...{ stdin: 'ignore', stdout: 'collect', stderr: 'collect', leftoverMs },
    onStop: options.killAfterMs === undefined ? 'kill' : 'terminate',
  });
}
