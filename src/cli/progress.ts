import { monotonicMs } from '../adapters/process/monotonic-ms';
import type { Progress } from '../workflows/progress';
import type { Environment, Output } from './terminal';

/** Says what is going on while it takes long. */
export interface TerminalProgress extends Progress {
  /** Takes the line away. What is said later is shown after another wait. */
  clear(): void;
}

/** Nobody wants to read what is over before it is read. */
const delayMs = 300;

export const noProgress: TerminalProgress = {
  say: () => undefined,
  tick: () => undefined,
  clear: () => undefined,
};

/**
 * One line on a terminal, shown after 300 ms and cleared at the end; nothing where there is no terminal that can clear a
 * line.
 *
 * @param now milliseconds from any start; a function so that tests need not wait
 */
export function progressOn(
  stderr: Output,
  env: Environment,
  now: () => number = monotonicMs,
): TerminalProgress {
  if (stderr.isTTY !== true || env['TERM'] === 'dumb') return noProgress;
  let text = '';
  let shown = '';
  let since = now();
  let timer: NodeJS.Timeout | undefined;

  function show(): void {
    if (text === shown) return;
    // A line that wraps could not be cleared.
    const columns = stderr.columns ?? 0;
    const width = (columns > 0 ? columns : 80) - 1;
    stderr.write(`\r\x1b[K${text.slice(0, width)}`);
    shown = text;
  }

  function tick(): void {
    if (text !== '' && (shown !== '' || now() - since >= delayMs)) show();
  }

  return {
    say(what) {
      if (text === '') since = now();
      text = what;
      timer ??= setTimeout(tick, delayMs).unref();
      tick();
    },
    tick,
    clear() {
      clearTimeout(timer);
      timer = undefined;
      if (shown !== '') stderr.write('\r\x1b[K');
      text = shown = '';
    },
  };
}
