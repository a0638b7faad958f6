import assert from 'node:assert/strict';
import fs from 'node:fs';

const longestWait = 5_000;

/** Waits until a process has ended; fails after five seconds, and ends it then. */
export async function untilGone(pid: number): Promise<void> {
  const end = Date.now() + longestWait;
  while (isThere(pid)) {
    if (Date.now() > end) {
      process.kill(pid, 'SIGKILL');
      assert.fail('a process outlived the one that started it');
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** One of which nobody takes note when it ends, as in a container without init, stays as a zombie. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(statusOf(pid));
  } catch {
    return false;
  }
}

function statusOf(pid: number): string {
  try {
    return fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

/** Waits until a file has a text, and gives it; for a program that says when it has started. */
export async function untilWritten(file: string): Promise<string> {
  for (;;) {
    const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
    if (text.endsWith('\n')) return text.trim();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
