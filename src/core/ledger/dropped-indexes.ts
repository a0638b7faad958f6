import type { Step } from '../sql/steps';
import { LayeredMap } from './layered-map';
import { LayeredSets } from './layered-sets';
import type { IndexRecord, RelationKey } from './records';

/** An index that a statement dropped, as it would be now if it had been kept, and that statement. */
export interface DroppedIndex {
  readonly index: IndexRecord;
  readonly step: Step;
}

/** The indexes that DROP INDEX took, for as long as their tables and columns are there. */
export class DroppedIndexes {
  readonly #dropped: LayeredMap<number, DroppedIndex>;
  readonly #idsByTable: LayeredSets<RelationKey, number>;

  constructor(from?: DroppedIndexes) {
    this.#dropped = from ? from.#dropped.fork() : new LayeredMap();
    this.#idsByTable = from ? from.#idsByTable.fork() : new LayeredSets();
  }

  /** A copy that can go its own way. */
  fork(): DroppedIndexes {
    return new DroppedIndexes(this);
  }

  get(id: number): DroppedIndex | undefined {
    return this.#dropped.get(id);
  }

  all(): IndexRecord[] {
    return this.#dropped.values().map(({ index }) => index);
  }

  on(table: RelationKey): IndexRecord[] {
    return [...(this.#idsByTable.get(table) ?? [])].flatMap((id) => this.#dropped.get(id)?.index ?? []);
  }

  add(index: IndexRecord, step: Step): void {
    this.#dropped.set(index.id, { index, step });
    this.#idsByTable.add(index.table, index.id);
  }

  /** Has the index follow what happened to its table. */
  change(index: IndexRecord): void {
    const before = this.#dropped.get(index.id);
    if (!before) return;
    this.#dropped.set(index.id, { ...before, index });
    if (before.index.table === index.table) return;
    this.#idsByTable.remove(before.index.table, index.id);
    this.#idsByTable.add(index.table, index.id);
  }

  /** It would not be there any more. */
  forget({ id, table }: IndexRecord): void {
    this.#dropped.delete(id);
    this.#idsByTable.remove(table, id);
  }
}
