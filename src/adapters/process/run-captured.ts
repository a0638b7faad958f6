import type { ChildProcess } from 'node:child_process';
import spawn from 'cross-spawn';
import { codeOf } from '../project/regular-file';
import { canHaveGroup, killGroup, killWithUs } from './process-group';
import { programStarted } from './publish-call';
import type { Variables } from './variables';

export type { Variables };

export interface CapturedOptions {
  readonly cwd: string;
  readonly env: Variables;
  /** Milliseconds, after which the program is ended with all that it started. */
  readonly limit: number;
  /** Ends the program with all that it started: then it was `killed`. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds in which it may clean up after SIGTERM, before it is ended; it is ended at once without. */
  readonly patience?: number | undefined;
  /** Whether no log may show the arguments. */
  readonly hidesArguments?: boolean;
}

/** What a program left behind. It may hold secrets. */
export interface Ended {
  readonly kind: 'ended';
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What it wrote to descriptor 3, for programs of ours that must not mix their answer with what others print. */
  readonly answer: string;
}

export type Captured =
  | Ended
  | { readonly kind: 'killed'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'timed-out' }
  /** More output than any URL or list of variables has. */
  | { readonly kind: 'too-much' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'not-started'; readonly reason: string };

/** Bytes of one stream. */
const mostOutput = 16 * 1024 * 1024;

/** Milliseconds for which something that a finished program left running may still hold its output open. */
const grace = 500;

/**
 * Runs a program to its end, without a shell and without standard input. Never rejects.
 *
 * @param program a name to look for on PATH, or a path; on Windows also a `.cmd`
 */
export function runCaptured(
  program: string,
  args: readonly string[],
  { cwd, env, limit, signal, patience, hidesArguments }: CapturedOptions,
): Promise<Captured> {
  if (program === '') return Promise.resolve({ kind: 'not-found' });
  if (signal?.aborted) return Promise.resolve({ kind: 'killed', signal: 'SIGKILL' });
  return new Promise((resolve) => {
    const publish = programStarted({ program, args, env, hidesArguments });
    const child: ChildProcess = spawn(program, [...args], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      detached: canHaveGroup,
      windowsHide: true,
    });
    const release = killWithUs(child);
    let early: Captured | undefined;
    function cutOff(): void {
      killGroup(child);
      // What left the group could keep the pipes open.
      for (const stream of child.stdio) stream?.destroy();
    }
    function stop(why: Captured): void {
      early ??= why;
      if (patience === undefined) cutOff();
      else {
        killGroup(child, 'SIGTERM');
        timers.push(setTimeout(cutOff, patience));
      }
    }
    const timers = [setTimeout(() => stop({ kind: 'timed-out' }), limit)];
    const abort = (): void => stop({ kind: 'killed', signal: 'SIGKILL' });
    signal?.addEventListener('abort', abort, { once: true });
    const tooMuch = (): void => stop({ kind: 'too-much' });
    const stdout = collect(child.stdio[1], tooMuch);
    const stderr = collect(child.stdio[2], tooMuch);
    const answer = collect(child.stdio[3], tooMuch);
    function end(result: Captured): void {
      timers.forEach(clearTimeout);
      signal?.removeEventListener('abort', abort);
      release();
      const captured = early ?? result;
      publish(captured);
      resolve(captured);
    }
    child.once('error', (error) => end(startFailure(error)));
    child.once('exit', () => timers.push(setTimeout(cutOff, grace)));
    child.once('close', (code, signal) => {
      if (signal !== null) end({ kind: 'killed', signal });
      else end({ kind: 'ended', code: code ?? 1, stdout: stdout(), stderr: stderr(), answer: answer() });
    });
  });
}

function startFailure(error: Error): Captured {
  if (codeOf(error) === 'ENOENT') return { kind: 'not-found' };
  return { kind: 'not-started', reason: codeOf(error) === 'EACCES' ? 'permission denied' : error.message };
}

function collect(stream: ChildProcess['stdio'][number] | undefined, tooMuch: () => void): () => string {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream?.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > mostOutput) tooMuch();
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString();
}
