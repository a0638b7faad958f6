import { LayeredSets } from './layered-sets';
import { isConstraint, type ObjectRecord } from './object-record';
import { OnTables } from './on-tables';
import { relationKey, type RelationKey } from './records';

/** What stands on tables and is no index, with what it is found by. Copies cost little. */
export class Objects extends OnTables<ObjectRecord> {
  /** Constraints and routines, by schema and name. */
  readonly #idsByName: LayeredSets<RelationKey, number>;
  /** By what takes them along. */
  readonly #idsByNeed: LayeredSets<RelationKey, number>;

  constructor(from?: Objects) {
    super(from);
    this.#idsByName = from ? from.#idsByName.fork() : new LayeredSets();
    this.#idsByNeed = from ? from.#idsByNeed.fork() : new LayeredSets();
  }

  override fork(): Objects {
    return new Objects(this);
  }

  /** The constraints and routines of a name, on whatever table. */
  named(key: RelationKey): ObjectRecord[] {
    return this.#all(this.#idsByName.get(key));
  }

  thatNeed(key: RelationKey): ObjectRecord[] {
    return this.#all(this.#idsByNeed.get(key));
  }

  override put(object: ObjectRecord): void {
    this.#unlink(this.get(object.id));
    super.put(object);
    this.#idsByName.add(nameKeyOf(object), object.id);
    for (const need of object.needs) this.#idsByNeed.add(need, object.id);
  }

  override remove(id: number): void {
    this.#unlink(this.get(id));
    super.remove(id);
  }

  #unlink(object: ObjectRecord | undefined): void {
    if (!object) return;
    this.#idsByName.remove(nameKeyOf(object), object.id);
    for (const need of object.needs) this.#idsByNeed.remove(need, object.id);
  }

  #all(ids: ReadonlySet<number> | undefined): ObjectRecord[] {
    return [...(ids ?? [])].flatMap((id) => this.get(id) ?? []);
  }
}

function nameKeyOf(object: ObjectRecord): RelationKey | undefined {
  const { schema, name, argumentTypes } = object;
  return argumentTypes !== undefined || isConstraint(object) ? relationKey(schema, name) : undefined;
}
