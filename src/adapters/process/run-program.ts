import type { ChildProcess } from 'node:child_process';
import { Readable, type Writable } from 'node:stream';
import spawn from 'cross-spawn';
import { codeOf } from '../files/regular-file';
import { canHaveGroup, killGroup, killWithUs, signalWithDescendants } from './process-group';
import { collect, passOn } from './program-output';
import { programStarted } from './publish-call';
import type { Variables } from './variables';

/** Where a stream of the program goes: into the result, or on to another stream at once, with its secrets masked. */
type Destination = 'collect' | Writable;

export interface ProgramOptions {
  readonly cwd: string;
  readonly env: Variables;
  /** `ignore` is an empty input: the program can ask nothing. */
  readonly stdin: 'ignore' | 'inherit';
  readonly stdout: Destination;
  readonly stderr: Destination;
  /** Whether the program answers on descriptor 3: one of ours that must not mix its answer with what others print. */
  readonly answers?: boolean | undefined;
  /** What must not be seen in what is passed on. */
  readonly secrets?: readonly string[] | undefined;
  /** Whether no log may show the arguments. */
  readonly hidesArguments?: boolean | undefined;
  /**
   * Runs the program in our place: it, and what it started, get the signals that we get. Where there is a terminal, it
   * stays in our process group, so that the terminal stays its own. Else it has a group of its own, which the terminal's
   * Ctrl-C does not reach, and ends with us.
   */
  readonly foreground?:
    | {
        /** Whether the terminal's own Ctrl-C reaches the program too, so that it must not get the signal twice. */
        readonly sharesTerminal: boolean;
      }
    | undefined;
  /** The time after which the program is ended with all that it started. Never without. */
  readonly timeoutMs?: number | undefined;
  /** Somebody wants it to stop. */
  readonly stop?: AbortSignal | undefined;
  /**
   * What happens then. `kill`, which is usual: it is ended at once with all that it started. `terminate`: it gets SIGTERM
   * and is ended after `killAfterMs`; the same when its time is over. `wait`: it is left alone, for only it can clean up,
   * and is ended after `killAfterMs`, which counts as time that is over.
   */
  readonly onStop?: 'kill' | 'terminate' | 'wait' | undefined;
  readonly killAfterMs?: number | undefined;
  /** Somebody does not want to wait for that: the program is ended at once with all that it started. */
  readonly stopAtOnce?: AbortSignal | undefined;
  /** For how long something that a finished program left running may hold its output open. For ever without. */
  readonly leftoverMs?: number | undefined;
}

/** What a program left behind. It may hold secrets. */
export interface Ended {
  readonly kind: 'ended';
  readonly code: number;
  /** Empty where it was not collected; so is `stderr`. */
  readonly stdout: string;
  readonly stderr: string;
  /** What it wrote to descriptor 3. */
  readonly answer: string;
}

export type ProgramResult =
  | Ended
  | { readonly kind: 'killed'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'timed-out' }
  /** More than `maxBytes` were to be collected. */
  | { readonly kind: 'too-much' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'not-started'; readonly reason: string };

/** Of one stream that is collected: no URL, list of variables or migration is so long. */
const maxBytes = 16 * 1024 * 1024;

/** Milliseconds that what a signal has not ended may hold the output of a program that is gone. */
const afterSignalMs = 2000;

export const passedSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a program to its end, without a shell. Never rejects.
 *
 * @param program a name to look for on PATH, or a path; on Windows also a `.cmd`
 */
export function runProgram(
  program: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<ProgramResult> {
  const { cwd, env, stdin, foreground, timeoutMs, stop, onStop = 'kill', killAfterMs = 0 } = options;
  if (program === '') return Promise.resolve({ kind: 'not-found' });
  if (stop?.aborted && onStop !== 'wait') return Promise.resolve({ kind: 'killed', signal: 'SIGKILL' });
  return new Promise((resolve) => {
    const publish = programStarted({ program, args, env, hidesArguments: options.hidesArguments });
    const child: ChildProcess = spawn(program, [...args], {
      ...{ cwd, env },
      stdio: [stdin, 'pipe', 'pipe', ...(options.answers ? (['pipe'] as const) : [])],
      detached: canHaveGroup && !foreground?.sharesTerminal,
      windowsHide: !foreground,
    });
    let leftoverMs = options.leftoverMs;
    const release = foreground
      ? passSignals(child, foreground.sharesTerminal, () => (leftoverMs ??= afterSignalMs))
      : killWithUs(child);
    const timers: NodeJS.Timeout[] = [];
    const after = (ms: number, work: () => void): void => void timers.push(setTimeout(work, ms));
    /** Why it did not come to an end of its own. */
    let early: ProgramResult | undefined;

    function cutOff(): void {
      killGroup(child);
      // What left the group could keep the pipes open.
      for (const stream of child.stdio) stream?.destroy();
    }
    function giveUp(why: ProgramResult): void {
      early ??= why;
      if (onStop === 'terminate') {
        killGroup(child, 'SIGTERM');
        after(killAfterMs, cutOff);
      } else {
        cutOff();
      }
    }
    const onTimeout = (): void => giveUp({ kind: 'timed-out' });
    const onAbort = (): void => {
      if (onStop === 'wait') after(killAfterMs, onTimeout);
      else giveUp({ kind: 'killed', signal: 'SIGKILL' });
    };
    if (timeoutMs !== undefined) after(timeoutMs, onTimeout);
    if (stop?.aborted) onAbort();
    stop?.addEventListener('abort', onAbort, { once: true });
    const onAtOnce = (): void => {
      early ??= { kind: 'killed', signal: 'SIGKILL' };
      cutOff();
    };
    options.stopAtOnce?.addEventListener('abort', onAtOnce, { once: true });

    const output = outputOf(child, options, () => giveUp({ kind: 'too-much' }));
    function end(result: () => ProgramResult): void {
      timers.forEach(clearTimeout);
      stop?.removeEventListener('abort', onAbort);
      options.stopAtOnce?.removeEventListener('abort', onAtOnce);
      release();
      void output.passed.then(() => {
        const ended = early ?? result();
        publish(ended);
        resolve(ended);
      });
    }
    child.once('error', (error) => end(() => startFailure(error)));
    child.once('exit', () => {
      if (leftoverMs !== undefined) after(leftoverMs, cutOff);
    });
    child.once('close', (code, signal) =>
      end(() =>
        signal === null
          ? { kind: 'ended', code: code ?? 1, ...output.collected() }
          : { kind: 'killed', signal },
      ),
    );
  });
}

/** Starts to read all that the program prints. `passed` resolves when all that is not collected has gone on. */
function outputOf(
  { stdio }: ChildProcess,
  { stdout, stderr, secrets = [] }: ProgramOptions,
  tooMuch: () => void,
): { readonly passed: Promise<unknown>; readonly collected: () => Omit<Ended, 'kind' | 'code'> } {
  const passing: Promise<void>[] = [];
  const read = (stream: ChildProcess['stdio'][number] | undefined, to: Destination): (() => string) => {
    if (stream instanceof Readable) {
      if (to === 'collect') return collect(stream, maxBytes, tooMuch);
      passing.push(passOn(stream, secrets, to));
    }
    return () => '';
  };
  const texts = {
    stdout: read(stdio[1], stdout),
    stderr: read(stdio[2], stderr),
    answer: read(stdio[3], 'collect'),
  };
  return {
    passed: Promise.all(passing),
    collected: () => ({ stdout: texts.stdout(), stderr: texts.stderr(), answer: texts.answer() }),
  };
}

/**
 * Passes our signals on to the program and to what it started, which a shim of npm or a shell would leave running.
 *
 * @param onPassed is called before the first one goes on
 * @returns what stops it
 */
function passSignals(child: ChildProcess, sharesTerminal: boolean, onPassed: () => void): () => void {
  const pass = (signal: NodeJS.Signals): void => {
    onPassed();
    if (!sharesTerminal && canHaveGroup) killGroup(child, signal);
    else if (signal !== 'SIGINT' || !sharesTerminal) signalWithDescendants(child, signal);
  };
  for (const signal of passedSignals) process.on(signal, pass);
  return () => {
    for (const signal of passedSignals) process.off(signal, pass);
  };
}

function startFailure(error: Error): ProgramResult {
  if (codeOf(error) === 'ENOENT') return { kind: 'not-found' };
  return { kind: 'not-started', reason: codeOf(error) === 'EACCES' ? 'permission denied' : error.message };
}
