import type { EventEmitter } from 'node:events';

/** What a command needs of a stream such as `process.stdout`. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether to colour what goes to `output`: what the person asked for on the command line, else FORCE_COLOR, else
 * NO_COLOR (https://no-color.org), else only on a terminal. FORCE_COLOR goes before NO_COLOR, as in Node itself.
 */
export function usesColor(asked: boolean | undefined, env: Environment, output: Output): boolean {
  if (asked !== undefined) return asked;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  return output.isTTY === true && env['TERM'] !== 'dumb';
}

/**
 * Columns to wrap at: those of COLUMNS if that is set, else a terminal's own, else 80. Never lines too long to read.
 */
export function widthOf(output: Output, env: Environment = {}): number {
  const fromEnv = /^\d+$/.test(env['COLUMNS'] ?? '') ? Number(env['COLUMNS']) : 0;
  const own = output.isTTY === true ? (output.columns ?? 0) : 0;
  const columns = fromEnv > 0 ? fromEnv : own > 0 ? own : 80;
  return Math.min(Math.max(columns, 40), 120);
}

/**
 * Keeps a write that fails from ending the process with a stack. A reader that has seen enough (`| head`) is no failure;
 * anything else, such as a full disk, is said and calls `fail`.
 */
export function surviveClosedPipes(
  stdout: EventEmitter,
  stderr: EventEmitter & Output,
  fail: () => void,
): void {
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    stderr.write(`migration-guard: the result could not be written: ${error.message}\n`);
    fail();
  });
  // There is nowhere left to say it.
  stderr.on('error', () => undefined);
}
