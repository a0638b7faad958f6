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

/** Columns to wrap at: a terminal's own, but no lines too long to read; 80 where there is no terminal. */
export function widthOf(output: Output): number {
  if (output.isTTY !== true || output.columns === undefined || output.columns <= 0) return 80;
  return Math.min(Math.max(output.columns, 40), 120);
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
