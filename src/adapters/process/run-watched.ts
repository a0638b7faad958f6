import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import spawn from 'cross-spawn';
import { codeOf } from '../project/regular-file';
import { maskSecrets } from './mask-secrets';
import { canHaveGroup, killGroup, killWithUs } from './process-group';
import { programStarted } from './publish-call';
import type { Variables } from './variables';

export interface WatchedOptions {
  readonly cwd: string;
  readonly env: Variables;
  /** Milliseconds, after which the program is ended with all that it started. */
  readonly limit: number;
  /** What must not be seen of what the program prints. */
  readonly secrets: readonly string[];
  /** Gets what the program prints, whichever stream it prints it to. */
  readonly output: { write: (text: string) => unknown };
  /** Somebody wants it to stop. It may still come to its end by itself, within `patience`: only it can clean up. */
  readonly stop?: AbortSignal | undefined;
  /** Milliseconds. */
  readonly patience?: number;
}

export type Watched =
  /** `printed`: what it printed, masked; the end of it where that is much. */
  | { readonly kind: 'ended'; readonly exitCode: number; readonly printed: string }
  | { readonly kind: 'killed'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'not-started'; readonly reason: string };

/** Characters of the output that are kept. */
const mostKept = 256 * 1024;

/**
 * Runs a program to its end, without a shell and without standard input, so that it can ask nothing. What it prints goes
 * on at once, with its secrets masked. It has a process group of its own: the terminal's Ctrl-C does not reach it. Never
 * rejects.
 *
 * @param program a name to look for on PATH, or a path; on Windows also a `.cmd`
 */
export function runWatched(
  program: string,
  args: readonly string[],
  { cwd, env, limit, secrets, output, stop, patience = 10_000 }: WatchedOptions,
): Promise<Watched> {
  if (program === '') return Promise.resolve({ kind: 'not-found' });
  return new Promise((resolve) => {
    const publish = programStarted({ program, args, env });
    const child: ChildProcess = spawn(program, [...args], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: canHaveGroup,
      windowsHide: true,
    });
    const release = killWithUs(child);
    let isLate = false;
    const end = (): void => {
      isLate = true;
      killGroup(child);
      // What left the group could keep the pipes open.
      for (const stream of child.stdio) stream?.destroy();
    };
    const timers = [setTimeout(end, limit)];
    const onStop = (): void => void timers.push(setTimeout(end, patience));
    if (stop?.aborted) onStop();
    stop?.addEventListener('abort', onStop);
    let printed = '';
    const keep = (text: string): void => {
      printed = (printed + text).slice(-mostKept);
    };
    const passed = Promise.all(
      [child.stdout, child.stderr].map((stream) => passOn(stream, secrets, output, keep)),
    );
    function settle(result: () => Watched): void {
      timers.forEach(clearTimeout);
      stop?.removeEventListener('abort', onStop);
      release();
      void passed.then(() => {
        const watched: Watched = isLate ? { kind: 'timed-out' } : result();
        publish(watched.kind === 'ended' ? { kind: 'ended', code: watched.exitCode } : watched);
        resolve(watched);
      });
    }
    child.once('error', (error) => settle(() => startFailure(error)));
    child.once('close', (code, signal) =>
      settle(() =>
        signal === null ? { kind: 'ended', exitCode: code ?? 1, printed } : { kind: 'killed', signal },
      ),
    );
  });
}

function startFailure(error: Error): Watched {
  if (codeOf(error) === 'ENOENT') return { kind: 'not-found' };
  return { kind: 'not-started', reason: codeOf(error) === 'EACCES' ? 'permission denied' : error.message };
}

/** Resolves when all has been passed on. A reader that is gone is a matter of whoever owns `to`. */
function passOn(
  from: Readable | null,
  secrets: readonly string[],
  to: WatchedOptions['output'],
  keep: (text: string) => void,
): Promise<void> {
  if (!from) return Promise.resolve();
  return new Promise((resolve) => {
    const masked = maskSecrets(secrets);
    const decoder = new StringDecoder();
    masked.on('data', (chunk: Buffer) => {
      const text = decoder.write(chunk);
      keep(text);
      to.write(text);
    });
    masked.once('end', resolve);
    from.once('close', () => masked.end());
    from.pipe(masked, { end: false });
  });
}
