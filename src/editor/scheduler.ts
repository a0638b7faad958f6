/** Lets time pass. Tests have one that they move on by hand. */
export interface Clock {
  /** Calls back once after that many milliseconds, unless the returned function was called before. */
  after(milliseconds: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

/**
 * Runs a job for each of several keys once nothing has asked for it during its delay. Runs of one key never overlap: what
 * comes due during a run waits for its end, and then runs once, however often it was asked for.
 */
export class Scheduler {
  readonly #run: (key: string) => Promise<void>;
  readonly #clock: Clock;
  readonly #pending = new Map<string, () => void>();
  readonly #running = new Set<string>();
  readonly #dueAgain = new Set<string>();

  /** `run` deals with its own errors: it never rejects. */
  constructor(run: (key: string) => Promise<void>, clock: Clock) {
    this.#run = run;
    this.#clock = clock;
  }

  /** Asks for a run after so many milliseconds. Another call for the same key before that starts the wait again. */
  schedule(key: string, milliseconds: number): void {
    this.#pending.get(key)?.();
    const cancel = this.#clock.after(milliseconds, () => {
      this.#pending.delete(key);
      this.#start(key);
    });
    this.#pending.set(key, cancel);
  }

  /** Forgets what was asked for. A run that has begun goes on. */
  cancel(key: string): void {
    this.#pending.get(key)?.();
    this.#pending.delete(key);
    this.#dueAgain.delete(key);
  }

  dispose(): void {
    for (const key of [...this.#pending.keys(), ...this.#dueAgain]) this.cancel(key);
  }

  #start(key: string): void {
    if (this.#running.has(key)) {
      this.#dueAgain.add(key);
      return;
    }
    this.#running.add(key);
    void this.#run(key).then(() => {
      this.#running.delete(key);
      if (this.#dueAgain.delete(key)) this.#start(key);
    });
  }
}
