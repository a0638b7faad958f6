/**
 * A map whose copies cost little: they share a base that no longer changes, and each has its own changes on top. Values
 * are never null or undefined.
 */
export class LayeredMap<Key, Value extends string | number | object> {
  #base: ReadonlyMap<Key, Value> = new Map();
  /** Null stands for a key of the base that is gone. */
  #changes = new Map<Key, Value | null>();
  /** A copy has the changes too, so that they must not change. */
  #areChangesShared = false;

  get(key: Key): Value | undefined {
    const changed = this.#changes.get(key);
    return changed === undefined ? this.#base.get(key) : (changed ?? undefined);
  }

  has(key: Key): boolean {
    return this.get(key) !== undefined;
  }

  set(key: Key, value: Value): void {
    this.#ownChanges().set(key, value);
  }

  delete(key: Key): void {
    if (this.#base.has(key)) this.#ownChanges().set(key, null);
    else if (this.#changes.has(key)) this.#ownChanges().delete(key);
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
    copy.#changes = this.#changes;
    this.#areChangesShared = copy.#areChangesShared = true;
    return copy;
  }

  /** The changes, to be changed. */
  #ownChanges(): Map<Key, Value | null> {
    if (this.#areChangesShared) this.#changes = new Map(this.#changes);
    this.#areChangesShared = false;
    return this.#changes;
  }
}
