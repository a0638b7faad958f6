/** A thing that is made at the first use. */
export interface Lazy<T> {
  /** The same for all; where making it failed, the next call tries again. */
  readonly load: () => Promise<T>;
  /** Undefined while nobody has needed it. */
  readonly loaded: () => T | undefined;
}

export function lazily<T>(make: () => Promise<T>): Lazy<T> {
  let made: T | undefined;
  let making: Promise<T> | undefined;
  return {
    load: () =>
      (making ??= make().then(
        (thing) => (made = thing),
        (error: unknown) => {
          making = undefined;
          throw error;
        },
      )),
    loaded: () => made,
  };
}
