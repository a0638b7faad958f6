import type { ChildProcess } from 'node:child_process';
import { execFile, execFileSync } from 'node:child_process';
import path from 'node:path';

/** On Windows a group of its own would open a window; `taskkill` finds the descendants there. */
export const canHaveGroup = process.platform !== 'win32';

/** By its path: Windows looks for programs in the current folder first, and that is the project's. */
const taskkill = path.win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'taskkill.exe');

/**
 * Ends a program with all that it started: whoever waits for a shim of npm does not know the program behind it. The
 * child must have been started `detached` where `canHaveGroup`.
 */
export function killGroup(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (!canHaveGroup) {
    execFile(taskkill, ['/pid', String(pid), '/T', '/F'], { windowsHide: true }, () => undefined);
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

/** Sends a signal to a program that shares our group, and to all that it started, but not to us. On Windows a signal ends it. */
export function signalWithDescendants(child: ChildProcess, signal: NodeJS.Signals): void {
  if (!canHaveGroup) {
    killGroup(child); // A batch file, as npm writes them, would end without its program.
    return;
  }
  const { pid } = child;
  const below = pid === undefined ? [] : descendantsOf(pid);
  child.kill(signal);
  for (const one of below) {
    try {
      process.kill(one, signal);
    } catch {
      // It has ended with its parent.
    }
  }
}

/** Process ids, as far as `ps` is there to tell them. */
function descendantsOf(pid: number): number[] {
  let list: string;
  try {
    list = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return [];
  }
  const pairs = list.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const found = [pid];
  // A list that grows while it is gone through.
  for (const parent of found) for (const [own = 0, of] of pairs) if (of === parent) found.push(own);
  return found.slice(1);
}
