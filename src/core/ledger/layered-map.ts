/**
 * A map whose copies cost little: they share a base that no longer changes, and each has its own changes on top. Values
 * are never null or undefined.
 */
export class LayeredMap<Key, Value extends string | number | object> {
  #base: ReadonlyMap<Key, Value> = new Map();
  /** Null stands for a key of the base that is gone. */
  #changes = new Map<Key, Value | null>();

  get(key: Key): Value | undefined {
    const changed = this.#changes.get(key);
    return changed === undefined ? this.#base.get(key) : (changed ?? undefined);
  }

  has(key: Key): boolean {
    return this.get(key) !== undefined;
  }

  set(key: Key, value: Value): void {
    this.#changes.set(key, value);
  }

  delete(key: Key): void {
    if (this.#base.has(key)) this.#changes.set(key, null);
    else this.#changes.delete(key);
  }

  keys(): Key[] {
    return [...this.#merged().keys()];
  }

  values(): Value[] {
    return [...this.#merged().values()];
  }

  /** Base and changes in one. What was changed comes last. */
  #merged(): ReadonlyMap<Key, Value> {
    if (this.#changes.size === 0) return this.#base;
    const merged = new Map(this.#base);
    for (const [key, value] of this.#changes) {
      merged.delete(key);
      if (value !== null) merged.set(key, value);
    }
    return merged;
  }

  /** A copy that can go its own way. */
  fork(): LayeredMap<Key, Value> {
    // Many changes would be copied again and again; so they become part of the base, once in a while.
    if (this.#changes.size > 32 + 4 * Math.sqrt(this.#base.size)) {
      this.#base = this.#merged();
      this.#changes = new Map();
    }
    const copy = new LayeredMap<Key, Value>();
    copy.#base = this.#base;
    copy.#changes = new Map(this.#changes);
    return copy;
  }
}
