import type { Clock } from '../scheduler';

export interface PollingOptions {
  /** Asks, and tells whether the answer was another one than before. Never rejects. */
  readonly ask: () => Promise<boolean>;
  readonly clock: Clock;
  /** Milliseconds between two questions at first. */
  readonly shortest: number;
  /** Milliseconds that it never grows beyond. */
  readonly longest: number;
}

/** Asks again and again while somebody looks, and ever less often while nothing changes. */
export class Polling {
  readonly #options: PollingOptions;
  #pause: number;
  #cancel: (() => void) | undefined;
  /** Each start and stop ends what was going on before. */
  #round = 0;

  constructor(options: PollingOptions) {
    this.#options = options;
    this.#pause = options.shortest;
  }

  /** Begins, or begins again with the shortest pause. */
  start(): void {
    this.stop();
    this.#pause = this.#options.shortest;
    this.#wait();
  }

  stop(): void {
    this.#round += 1;
    this.#cancel?.();
    this.#cancel = undefined;
  }

  dispose(): void {
    this.stop();
  }

  #wait(): void {
    const round = this.#round;
    this.#cancel = this.#options.clock.after(this.#pause, () => {
      void this.#options.ask().then((isOther) => {
        if (round !== this.#round) return;
        this.#pause = isOther ? this.#options.shortest : Math.min(this.#pause * 2, this.#options.longest);
        this.#wait();
      });
    });
  }
}
