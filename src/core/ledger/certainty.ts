import { LayeredMap } from './layered-map';
import type { Origin, RelationKey } from './records';

/**
 * How sure a ledger is of what it holds. A statement that cannot be followed may have dropped or made anything, and one in
 * a branch may not have run; what is certain is only what no such statement touched.
 */
export class Certainty {
  /** The names of dropped indexes that nothing has made again, with the statement that dropped them. */
  readonly #gone: LayeredMap<RelationKey, Origin>;
  /** Indexes that a branch made. */
  readonly #doubtful: LayeredMap<number, string>;
  /** Indexes up to this one stood when a statement ran that cannot be followed. */
  #lastDoubtful: number;

  constructor(from?: Certainty) {
    this.#gone = from ? from.#gone.fork() : new LayeredMap();
    this.#doubtful = from ? from.#doubtful.fork() : new LayeredMap();
    this.#lastDoubtful = from ? from.#lastDoubtful : 0;
  }

  fork(): Certainty {
    return new Certainty(this);
  }

  /** Whether the index with this id is there in every database that has run the history. */
  isThere(id: number): boolean {
    return id > this.#lastDoubtful && !this.#doubtful.has(id);
  }

  /** The statement that dropped an index of that name, if none can be there. */
  goneSince(key: RelationKey): Origin | undefined {
    return this.#gone.get(key);
  }

  dropped(key: RelationKey, origin: Origin): void {
    this.#gone.set(key, origin);
  }

  made(key: RelationKey): void {
    this.#gone.delete(key);
  }

  madeInBranch(id: number): void {
    this.#doubtful.set(id, 'branch');
  }

  /** Something ran that cannot be followed. */
  loseTrack(lastId: number): void {
    this.#lastDoubtful = lastId;
    for (const key of this.#gone.keys()) this.#gone.delete(key);
  }
}
