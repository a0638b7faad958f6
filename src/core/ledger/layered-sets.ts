import { LayeredMap } from './layered-map';

/** A set, and the state of the map whose own it is. */
interface Owned<Value> {
  readonly owner: object;
  readonly values: Set<Value>;
}

/** A map of sets whose copies cost little: a set is copied at its first change after the map was. Sets keep their order. */
export class LayeredSets<Key, Value> {
  readonly #sets: LayeredMap<Key, Owned<Value>>;
  /** Another one after each copy: no copy has the sets that are made from then on. */
  #state: object = {};

  constructor(from?: LayeredSets<Key, Value>) {
    this.#sets = from ? from.#sets.fork() : new LayeredMap();
  }

  get(key: Key): ReadonlySet<Value> | undefined {
    return this.#sets.get(key)?.values;
  }

  /** Adds to the set of a key; without a key nothing happens. */
  add(key: Key | undefined, value: Value): void {
    if (key !== undefined) this.#ownSet(key).add(value);
  }

  remove(key: Key | undefined, value: Value): void {
    if (key === undefined || !this.get(key)?.has(value)) return;
    const set = this.#ownSet(key);
    set.delete(value);
    if (set.size === 0) this.#sets.delete(key);
  }

  /** A copy that can go its own way. */
  fork(): LayeredSets<Key, Value> {
    this.#state = {};
    return new LayeredSets(this);
  }

  #ownSet(key: Key): Set<Value> {
    const known = this.#sets.get(key);
    const owner = this.#state;
    if (known?.owner === owner) return known.values;
    const values = new Set(known?.values);
    this.#sets.set(key, { owner, values });
    return values;
  }
}
