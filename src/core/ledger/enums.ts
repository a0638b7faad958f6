/** Names of enum types, without their schemas. Copies share one set until one of them changes. */
export class Enums {
  #names: Set<string>;
  /** Somebody else has the set too, so that it must not change. */
  #areShared: boolean;

  constructor(from?: Enums) {
    this.#names = from ? from.#shared() : new Set();
    this.#areShared = from !== undefined;
  }

  /** A copy that can go its own way. */
  fork(): Enums {
    return new Enums(this);
  }

  /** The set does not change, so that it can be kept. */
  get names(): ReadonlySet<string> {
    return this.#shared();
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** Adds a name, in the place of another one where it is given. */
  put(name: string, before?: string): void {
    if (this.#areShared) this.#names = new Set(this.#names);
    this.#areShared = false;
    if (before !== undefined) this.#names.delete(before);
    this.#names.add(name);
  }

  #shared(): Set<string> {
    this.#areShared = true;
    return this.#names;
  }
}
