import { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { type ProgramOptions, type ProgramResult, runProgram } from './run-program';

export interface WatchedOptions extends Required<Pick<ProgramOptions, 'cwd' | 'env' | 'secrets'>> {
  readonly timeoutMs: number;
  /** Gets what the program prints, whichever stream it prints it to. */
  readonly output: { write: (text: string) => unknown };
  /** Somebody wants it to stop. It may still come to its end by itself, within `killAfterMs`: only it can clean up. */
  readonly stop?: AbortSignal | undefined;
  readonly killAfterMs?: number;
  /** Somebody does not want to wait for that. */
  readonly stopAtOnce?: AbortSignal | undefined;
}

export interface Watched {
  readonly end: ProgramResult;
  /** What it printed, masked; the end of it where that is much. */
  readonly printed: string;
}

/** Characters of the output that are kept. */
const mostKept = 256 * 1024;

/**
 * Runs a program to its end, without a shell and without standard input, so that it can ask nothing. What it prints goes
 * on at once, with its secrets masked. The terminal's Ctrl-C does not reach it. Never rejects.
 */
export async function runWatched(
  program: string,
  args: readonly string[],
  { output, killAfterMs = 10_000, ...options }: WatchedOptions,
): Promise<Watched> {
  let printed = '';
  const writer = (): Writable => {
    const decoder = new StringDecoder();
    return new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        const text = decoder.write(chunk);
        printed = (printed + text).slice(-mostKept);
        output.write(text);
        done();
      },
    });
  };
  const end = await runProgram(program, args, {
    ...options,
    ...{ stdin: 'ignore', stdout: writer(), stderr: writer() },
    ...{ onStop: 'wait', killAfterMs },
  });
  return { end, printed };
}
