/**
 * How long to wait for what comes by itself, in milliseconds. It is long because a machine may be busy: only a test that
 * fails waits to its end.
 */
export const usualTimeoutMs = 30_000;

/** Checks again until the check does not throw any more; rejects with what it threw last. */
export async function eventually(check: () => void | Promise<void>): Promise<void> {
  const end = Date.now() + usualTimeoutMs;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
