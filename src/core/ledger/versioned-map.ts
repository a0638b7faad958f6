/**
 * A map that never changes: a change gives another one. The two share most of what they hold, so that a table can get
 * thousands of columns one after the other. Keys keep their order.
 */
export class VersionedMap<Key, Value extends string | number | object> {
  readonly #base: ReadonlyMap<Key, Value>;
  /** Null stands for a key of the base that is gone. */
  readonly #changes: ReadonlyMap<Key, Value | null>;

  private constructor(base: ReadonlyMap<Key, Value>, changes: ReadonlyMap<Key, Value | null>) {
    // Many changes would be copied again and again; so they become part of the base, once in a while.
    const isMany = changes.size > 32 + 4 * Math.sqrt(base.size);
    this.#base = isMany ? new Map(entriesOf(base, changes)) : base;
    this.#changes = isMany ? new Map() : changes;
  }

  static of<Key, Value extends string | number | object>(
    entries: Iterable<readonly [Key, Value]>,
  ): VersionedMap<Key, Value> {
    return new VersionedMap<Key, Value>(new Map(entries), new Map());
  }

  get isEmpty(): boolean {
    return this[Symbol.iterator]().next().done === true;
  }

  get(key: Key): Value | undefined {
    const changed = this.#changes.get(key);
    return changed === undefined ? this.#base.get(key) : (changed ?? undefined);
  }

  has(key: Key): boolean {
    return this.get(key) !== undefined;
  }

  with(key: Key, value: Value): VersionedMap<Key, Value> {
    return new VersionedMap(this.#base, new Map(this.#changes).set(key, value));
  }

  without(key: Key): VersionedMap<Key, Value> {
    if (!this.has(key)) return this;
    const changes = new Map(this.#changes);
    if (this.#base.has(key)) changes.set(key, null);
    else changes.delete(key);
    return new VersionedMap(this.#base, changes);
  }

  [Symbol.iterator](): Generator<readonly [Key, Value]> {
    return entriesOf(this.#base, this.#changes);
  }
}

function* entriesOf<Key, Value extends string | number | object>(
  base: ReadonlyMap<Key, Value>,
  changes: ReadonlyMap<Key, Value | null>,
): Generator<readonly [Key, Value]> {
  for (const [key, value] of base) {
    const changed = changes.get(key);
    if (changed !== null) yield [key, changed ?? value];
  }
  for (const [key, value] of changes) if (value !== null && !base.has(key)) yield [key, value];
}
