import { LayeredMap } from './layered-map';
import { LayeredSets } from './layered-sets';
import type { RelationKey } from './records';

/** Something that stands on a table. */
interface OnTable {
  /** Stays the same through renames and moves. */
  readonly id: number;
  readonly table: RelationKey;
}

/**
 * The objects of one kind that stand on tables. Copies cost little. The ledger has one of these for each kind, and all of
 * them follow what happens to a table.
 */
export class OnTables<Thing extends OnTable> {
  readonly #things: LayeredMap<number, Thing>;
  /** In the order in which they were made: PostgreSQL goes through them so. */
  readonly #idsByTable: LayeredSets<RelationKey, number>;

  constructor(from?: OnTables<Thing>) {
    this.#things = from ? from.#things.fork() : new LayeredMap();
    this.#idsByTable = from ? from.#idsByTable.fork() : new LayeredSets();
  }

  /** A copy that can go its own way. */
  fork(): OnTables<Thing> {
    return new OnTables(this);
  }

  get(id: number): Thing | undefined {
    return this.#things.get(id);
  }

  all(): Thing[] {
    return this.#things.values();
  }

  on(table: RelationKey): Thing[] {
    return [...(this.#idsByTable.get(table) ?? [])].flatMap((id) => this.#things.get(id) ?? []);
  }

  /** Adds a thing, or puts it in the place of the one with its id. */
  put(thing: Thing): void {
    const { id, table } = thing;
    const before = this.#things.get(id);
    this.#things.set(id, thing);
    if (before?.table === table) return;
    this.#idsByTable.remove(before?.table, id);
    this.#idsByTable.add(table, id);
  }

  remove(id: number): void {
    this.#idsByTable.remove(this.#things.get(id)?.table, id);
    this.#things.delete(id);
  }

  /** Forgets the order in which it was made: it has just been made again. */
  makeLast({ id, table }: Thing): void {
    this.#idsByTable.remove(table, id);
    this.#idsByTable.add(table, id);
  }
}
