import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import spawn from 'cross-spawn';
import { codeOf } from '../project/regular-file';
import { maskSecrets } from './mask-secrets';
import { programStarted } from './publish-call';
import type { Variables } from './variables';

export interface PassedThroughOptions {
  readonly cwd: string;
  readonly env: Variables;
  /** What must not be seen of what the program prints. */
  readonly secrets: readonly string[];
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Whether the terminal's own Ctrl-C reaches the program too, so that it must not get the signal twice. */
  readonly sharesTerminal: boolean;
}

export type PassedThrough =
  /** As a shell tells it: 128 and the signal's number for a program that a signal ended. */
  | { readonly kind: 'ended'; readonly exitCode: number }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'not-started'; readonly reason: string };

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a program in our place: it reads our standard input, what it prints goes on with its secrets masked, and signals
 * that we get go to it, while we wait for its end. It stays in our process group, so that the terminal stays its own.
 * Never rejects.
 */
export function runPassedThrough(
  program: string,
  args: readonly string[],
  { cwd, env, secrets, stdout, stderr, sharesTerminal }: PassedThroughOptions,
): Promise<PassedThrough> {
  if (program === '') return Promise.resolve({ kind: 'not-found' });
  return new Promise((resolve) => {
    const publish = programStarted({ program, args, env });
    const settle = (result: PassedThrough): void => {
      publish(result.kind === 'ended' ? { kind: 'ended', code: result.exitCode } : result);
      resolve(result);
    };
    const child: ChildProcess = spawn(program, [...args], { cwd, env, stdio: ['inherit', 'pipe', 'pipe'] });
    const release = passSignals(child, sharesTerminal);
    const printed = Promise.all([
      passOutput(child.stdout, secrets, stdout),
      passOutput(child.stderr, secrets, stderr),
    ]);
    child.once('error', (error) => {
      release();
      if (codeOf(error) === 'ENOENT') settle({ kind: 'not-found' });
      else
        settle({
          kind: 'not-started',
          reason: codeOf(error) === 'EACCES' ? 'permission denied' : error.message,
        });
    });
    child.once('close', (code, signal) => {
      release();
      const exitCode = signal === null ? (code ?? 1) : 128 + constants.signals[signal];
      void printed.then(() => settle({ kind: 'ended', exitCode }));
    });
  });
}

/** Returns what stops it. */
function passSignals(child: ChildProcess, sharesTerminal: boolean): () => void {
  const pass = (signal: NodeJS.Signals): void => {
    if (signal !== 'SIGINT' || !sharesTerminal) child.kill(signal);
  };
  for (const signal of passedOn) process.on(signal, pass);
  return () => {
    for (const signal of passedOn) process.off(signal, pass);
  };
}

/**
 * Resolves when all has been passed. A reader that has seen enough (`| head`) ends the pipe, which the program then
 * learns as it would without us; the error itself is for whoever owns `to`.
 */
function passOutput(from: Readable | null, secrets: readonly string[], to: Writable): Promise<void> {
  if (!from) return Promise.resolve();
  return new Promise((resolve) => {
    const masked = maskSecrets(secrets);
    const stop = (): void => {
      from.destroy();
      end();
    };
    function end(): void {
      to.off('error', stop);
      resolve();
    }
    to.once('error', stop);
    masked.once('end', end);
    from.once('close', () => masked.end());
    from.pipe(masked, { end: false }).pipe(to, { end: false });
  });
}
