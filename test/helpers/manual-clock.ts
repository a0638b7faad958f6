import type { Clock } from '../../src/editor/scheduler';

/** A clock that stands still until it is moved on. */
export function manualClock(): Clock & { pass(milliseconds: number): void } {
  let now = 0;
  const timers = new Set<{ due: number; callback: () => void }>();
  return {
    after(milliseconds, callback) {
      const timer = { due: now + milliseconds, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    pass(milliseconds) {
      now += milliseconds;
      for (const timer of [...timers]) {
        if (timer.due > now) continue;
        timers.delete(timer);
        timer.callback();
      }
    },
  };
}
