import { LayeredMap } from './layered-map';

/** A map of sets whose copies cost little: a set is copied at its first change after the map was. Sets keep their order. */
export class LayeredSets<Key, Value> {
  readonly #sets: LayeredMap<Key, Set<Value>>;
  /** The sets that no copy of this map has. */
  #own = new WeakSet<ReadonlySet<Value>>();

  constructor(from?: LayeredSets<Key, Value>) {
    this.#sets = from ? from.#sets.fork() : new LayeredMap();
  }

  get(key: Key): ReadonlySet<Value> | undefined {
    return this.#sets.get(key);
  }

  /** Adds to the set of a key; without a key nothing happens. */
  add(key: Key | undefined, value: Value): void {
    if (key !== undefined) this.#ownSet(key).add(value);
  }

  remove(key: Key | undefined, value: Value): void {
    if (key === undefined || !this.#sets.get(key)?.has(value)) return;
    const set = this.#ownSet(key);
    set.delete(value);
    if (set.size === 0) this.#sets.delete(key);
  }

  /** A copy that can go its own way. */
  fork(): LayeredSets<Key, Value> {
    this.#own = new WeakSet();
    return new LayeredSets(this);
  }

  #ownSet(key: Key): Set<Value> {
    const known = this.#sets.get(key);
    if (known && this.#own.has(known)) return known;
    const set = new Set(known);
    this.#own.add(set);
    this.#sets.set(key, set);
    return set;
  }
}
