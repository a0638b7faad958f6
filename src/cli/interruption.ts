import type { CliContext } from './context';

/** Somebody stopped us, and everything was put back, or nothing had been done yet. */
export class Interrupted extends Error {
  constructor(readonly exitCode: number) {
    super('interrupted');
  }
}

const signals = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

/**
 * Lets work come to its end where a signal asks us to stop, since it would leave something behind otherwise. At a second
 * signal it is to end at once, and may still say what it leaves; a third one ends us.
 *
 * @throws Interrupted when the work has ended after a signal, whatever came of it
 */
export async function untilStopped<T>(
  { giveUpSignals, stderr }: Pick<CliContext, 'giveUpSignals' | 'stderr'>,
  work: (stop: AbortSignal, stopAtOnce: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const atOnce = new AbortController();
  let exitCode = 0;
  const takeBack = giveUpSignals();
  const handlers = signals.map(([signal, code]) => {
    const onSignal = (): void => {
      if (atOnce.signal.aborted) process.exit(code);
      if (exitCode !== 0) {
        atOnce.abort();
        return;
      }
      exitCode = code;
      stderr.write(
        '\nmigration-guard: stopping as soon as Prisma has cleaned up. Interrupt again to stop at once.\n',
      );
      stop.abort();
    };
    process.on(signal, onSignal);
    return [signal, onSignal] as const;
  });
  try {
    const result = await work(stop.signal, atOnce.signal);
    if (exitCode === 0) return result;
  } catch (error) {
    if (exitCode === 0) throw error;
  } finally {
    for (const [signal, onSignal] of handlers) process.off(signal, onSignal);
    takeBack();
  }
  throw new Interrupted(exitCode);
}
