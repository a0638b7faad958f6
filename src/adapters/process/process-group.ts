import type { ChildProcess } from 'node:child_process';
import { execFile } from 'node:child_process';

/** On Windows a group of its own would open a window; `taskkill` finds the descendants there. */
export const canHaveGroup = process.platform !== 'win32';

/**
 * Ends a program with all that it started: whoever waits for a shim of npm does not know the program behind it. The
 * child must have been started `detached` where `canHaveGroup`.
 */
export function killGroup(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (!canHaveGroup) {
    execFile('taskkill', ['/pid', String(pid), '/T', '/F'], { windowsHide: true }, () => undefined);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody of the group is left.
  }
}

/** Lets no program outlive us; returns what takes the guard off again. */
export function killWithUs(child: ChildProcess): () => void {
  const kill = (): void => killGroup(child);
  process.once('exit', kill);
  return () => process.off('exit', kill);
}
