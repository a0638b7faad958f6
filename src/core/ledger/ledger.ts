import type { NameRef } from '../sql/cursor';
import { Certainty } from './certainty';
import { Enums } from './enums';
import { LayeredMap } from './layered-map';
import { LayeredSets } from './layered-sets';
import { NumberedNames } from './numbered-names';
import type { ObjectName, ObjectRecord } from './object-record';
import { Objects } from './objects';
import { OnTables } from './on-tables';
import { Schemas } from './schemas';
import {
  relationKey,
  temporarySchema,
  unknownRelation,
  type DroppedIndex,
  type IndexRecord,
  type Origin,
  type Relation,
  type RelationKey,
} from './records';

/**
 * What exists after replaying part of a history: relations and the indexes on them. The maps change, the records in them
 * do not, so a copy costs little and two states can be compared.
 */
export class Ledger {
  readonly #relations: LayeredMap<RelationKey, Relation>;
  /** The partitions, views and sequences that hang on a relation. */
  readonly #dependents: LayeredSets<RelationKey, RelationKey>;
  readonly #indexes: OnTables<IndexRecord>;
  readonly #idsByName: LayeredMap<RelationKey, number>;
  /** The indexes of partitions that belong to one of the partitioned table. */
  readonly #idsByParent: LayeredSets<number, number>;
  /** What would have become of those that DROP INDEX took, for as long as their tables and columns are there. */
  readonly dropped: OnTables<DroppedIndex>;
  /** What is no index, and that Prisma does not see. */
  readonly #objects: Objects;
  readonly #schemas: Schemas;
  /** How sure it is of all that. */
  readonly #certainty: Certainty;
  readonly #enums: Enums;
  readonly #numberedNames = new NumberedNames();
  #lastId: number;
  #changes = 0;

  constructor(from?: Ledger) {
    this.#relations = from ? from.#relations.fork() : new LayeredMap();
    this.#dependents = from ? from.#dependents.fork() : new LayeredSets();
    this.#indexes = from ? from.#indexes.fork() : new OnTables();
    this.#idsByName = from ? from.#idsByName.fork() : new LayeredMap();
    this.#idsByParent = from ? from.#idsByParent.fork() : new LayeredSets();
    this.#objects = from ? from.#objects.fork() : new Objects();
    this.dropped = from ? from.dropped.fork() : new OnTables();
    this.#schemas = from ? from.#schemas.fork() : new Schemas();
    this.#certainty = from ? from.#certainty.fork() : new Certainty();
    this.#enums = from ? from.#enums.fork() : new Enums();
    this.#lastId = from ? from.#lastId : 0;
  }

  /** A copy that can go its own way, with the search path that a new session has. */
  fork(): Ledger {
    return new Ledger(this);
  }

  newId(): number {
    return ++this.#lastId;
  }

  /** Grows with everything that may be a change of what exists, or of where names are looked for. */
  get revision(): number {
    return this.#changes;
  }

  allIndexes(): IndexRecord[] {
    return this.#indexes.all();
  }

  allObjects(): ObjectRecord[] {
    return this.#objects.all();
  }

  objectsOn(key: RelationKey): ObjectRecord[] {
    return this.#objects.on(key);
  }

  objectById(id: number): ObjectRecord | undefined {
    return this.#objects.get(id);
  }

  /** The object of a kind and name that goes with a table. */
  object(table: RelationKey, { kind, name }: ObjectName): ObjectRecord | undefined {
    return this.objectsOn(table).find((object) => object.kind === kind && object.name === name);
  }

  /** The objects that go along with a table or routine of that key, wherever they stand. */
  objectsThatNeed(key: RelationKey): ObjectRecord[] {
    return this.#objects.thatNeed(key);
  }

  /** The constraints, or the routines, of a name. */
  objectsNamed(key: RelationKey): ObjectRecord[] {
    return this.#objects.named(key);
  }

  /** The routine of a name that has these types of arguments; without types all of that name. */
  routinesOf(name: NameRef, argumentTypes: string | undefined): ObjectRecord[] {
    const found = this.#schemas.find(name, (key) => {
      const routines = this.objectsNamed(key).filter((object) => object.argumentTypes !== undefined);
      const exact = routines.filter((routine) => routine.argumentTypes === argumentTypes);
      // Types have many names: where there is but one routine of the name, it is meant.
      const meant = argumentTypes === undefined || routines.length === 1 ? routines : exact;
      return meant.length > 0 ? meant : undefined;
    });
    return found ?? [];
  }

  /** Adds an object, or puts it in the place of the one with its id. */
  putObject(object: ObjectRecord): void {
    this.#changes++;
    this.#objects.put(object);
  }

  removeObject({ id }: Pick<ObjectRecord, 'id'>): void {
    this.#changes++;
    this.#objects.remove(id);
  }

  allRelations(): Relation[] {
    return this.#relations.values();
  }

  /** @param path undefined for the one that a new session has */
  setSearchPath(path: readonly string[] | undefined): void {
    this.#changes++;
    this.#schemas.setSearchPath(path);
  }

  /** Where a new relation goes whose name has no schema. */
  creationSchema(name: NameRef): string {
    return this.#schemas.creationSchema(name);
  }

  schemaExists(schema: string, exists: boolean): void {
    this.#changes++;
    this.#schemas.exists(schema, exists);
  }

  /** Whether a migration makes the schema; any other is there before the first one, as that of the connection is. */
  makesSchema(schema: string): boolean {
    return this.#schemas.isMade(schema);
  }

  /** Names of enum types, without their schemas. The set does not change, so that it can be kept. */
  get enums(): ReadonlySet<string> {
    return this.#enums.names;
  }

  isEnum(name: string): boolean {
    return this.#enums.has(name);
  }

  putEnum(name: string, before?: string): void {
    this.#changes++;
    this.#enums.put(name, before);
  }

  /** Whether the index is there in every database that has run the same. */
  isCertain(index: IndexRecord): boolean {
    return this.#certainty.isThere(index.id);
  }

  madeInBranch(index: IndexRecord): void {
    this.#certainty.madeInBranch(index.id);
  }

  /** Remembers that no index of that name is left. */
  markGone({ schema, name }: Pick<IndexRecord, 'schema' | 'name'>, origin: Origin): void {
    this.#certainty.dropped(relationKey(schema, name), origin);
  }

  /** What dropped the index of that name, where it is certain that there is none. */
  goneSince(name: NameRef): Origin | undefined {
    return this.#schemas.find(name, (key) => this.#certainty.goneSince(key));
  }

  /** Something ran that cannot be followed: nothing is certain any more. */
  loseTrack(): void {
    this.#certainty.loseTrack(this.#lastId);
  }

  relation(key: RelationKey): Relation | undefined {
    return this.#relations.get(key);
  }

  index(schema: string, name: string): IndexRecord | undefined {
    return this.indexByKey(relationKey(schema, name));
  }

  indexByKey(key: RelationKey): IndexRecord | undefined {
    const id = this.#idsByName.get(key);
    return id === undefined ? undefined : this.#indexes.get(id);
  }

  indexById(id: number): IndexRecord | undefined {
    return this.#indexes.get(id);
  }

  findRelation(name: NameRef): Relation | undefined {
    return this.#schemas.find(name, (key) => this.#relations.get(key));
  }

  /** The relation of a name. A table that the history did not make (it may begin in the middle) is known from here on. */
  knownRelation(name: NameRef): Relation {
    const found = this.findRelation(name);
    if (found) return found;
    const relation = unknownRelation('table', this.creationSchema(name), name.name);
    this.putRelation(relation);
    return relation;
  }

  /**
   * The index of a name. A schema that no migration makes may be the one that the connection names: Prisma writes it, and
   * people leave it out.
   */
  findIndex(name: NameRef): IndexRecord | undefined {
    const found = this.#schemas.find(name, (key) => this.indexByKey(key));
    const { schema } = name;
    if (found || schema === undefined || this.makesSchema(schema)) return found;
    return this.index('public', name.name);
  }

  /** The key of the relation or index that a name means. */
  findKey(name: NameRef): RelationKey | undefined {
    return this.#schemas.find(name, (key) =>
      this.#relations.has(key) || this.#idsByName.has(key) ? key : undefined,
    );
  }

  /** Whether a relation or index of this name stands in the way of a new one. */
  isTaken(schema: string, name: string): boolean {
    return this.#isTakenKey(relationKey(schema, name));
  }

  /**
   * The first of some numbered names that nothing in the schema has.
   *
   * @param stem stands for the names; equal ones must give the same names
   */
  firstFreeName(schema: string, stem: string, nameOf: (number: number) => string): string {
    const number = this.#numberedNames.firstFree(
      relationKey(schema, stem),
      (candidate) => relationKey(schema, nameOf(candidate)),
      (key) => this.#isTakenKey(key),
    );
    return nameOf(number);
  }

  indexesOn(table: RelationKey): IndexRecord[] {
    return this.#indexes.on(table);
  }

  partitionsOf(table: RelationKey): Relation[] {
    return this.#dependentsOf(table).filter((relation) => relation.partitionOf === table);
  }

  /** Whether the table has partitions, or may have. */
  isPartitioned(table: RelationKey): boolean {
    return this.#relations.get(table)?.partitioned === true || this.partitionsOf(table).length > 0;
  }

  viewsOf(relation: RelationKey): Relation[] {
    return this.#dependentsOf(relation).filter((view) => view.reads.includes(relation));
  }

  /** The sequences that belong to a table's columns, or to one column. */
  sequencesOf(table: RelationKey, column?: string): Relation[] {
    return this.#dependentsOf(table).filter(
      ({ owner }) => owner?.table === table && (column === undefined || owner.column === column),
    );
  }

  /** The indexes of partitions that belong to an index of the partitioned table. */
  attachedTo(index: IndexRecord): IndexRecord[] {
    return this.#recordsOf(this.#idsByParent.get(index.id));
  }

  putRelation(relation: Relation): void {
    this.#changes++;
    const key = relationKey(relation.schema, relation.name);
    const before = this.#relations.get(key);
    this.#relations.set(key, relation);
    const { partitionOf, reads, owner } = relation;
    if (before?.partitionOf !== partitionOf || before?.reads !== reads || before.owner !== owner) {
      if (before) this.#unlinkRelation(key, before);
      this.#dependents.add(partitionOf, key);
      this.#dependents.add(owner?.table, key);
      for (const read of reads) this.#dependents.add(read, key);
    }
    this.#schemas.use(relation.schema);
  }

  /** Removes the relation alone; what hangs on it stays. */
  removeRelation(key: RelationKey): void {
    this.#changes++;
    const relation = this.#relations.get(key);
    if (!relation) return;
    this.#relations.delete(key);
    this.#numberedNames.free(key);
    this.#unlinkRelation(key, relation);
  }

  /** Adds an index, or puts it in the place of the one with its id. Another one of its name goes. */
  putIndex(index: IndexRecord): void {
    this.#changes++;
    const key = relationKey(index.schema, index.name);
    this.#certainty.made(key);
    const rival = this.indexByKey(key);
    if (rival && rival.id !== index.id) this.removeIndex(rival);
    const before = this.#indexes.get(index.id);
    if (before) this.#freeIndexName(before);
    this.#idsByName.set(key, index.id);
    this.#indexes.put(index);
    if (before?.parent !== index.parent) {
      this.#idsByParent.remove(before?.parent, index.id);
      this.#idsByParent.add(index.parent, index.id);
    }
  }

  removeIndex(index: IndexRecord): void {
    this.#changes++;
    const there = this.#indexes.get(index.id);
    if (!there) return;
    this.#indexes.remove(there.id);
    this.#freeIndexName(there);
    this.#idsByParent.remove(there.parent, there.id);
  }

  /** Removes the indexes of a table that is gone. */
  removeIndexesOn(table: RelationKey): void {
    for (const index of this.indexesOn(table)) this.removeIndex(index);
    for (const { id } of this.dropped.on(table)) this.dropped.remove(id);
  }

  /** Forgets the order in which the index was made: it has just been made again. */
  makeLast(index: IndexRecord): void {
    this.#changes++;
    this.#indexes.makeLast(index);
  }

  /** What is temporary ends with the session. */
  endSession(): void {
    this.setSearchPath(undefined);
    if (!this.#schemas.hasTemporary) return;
    for (const relation of this.allRelations()) {
      if (relation.schema !== temporarySchema) continue;
      const key = relationKey(relation.schema, relation.name);
      this.removeIndexesOn(key);
      for (const object of this.objectsOn(key)) this.removeObject(object);
      this.removeRelation(key);
    }
    this.#schemas.forgetTemporary();
  }

  #isTakenKey(key: RelationKey): boolean {
    return this.#relations.has(key) || this.#idsByName.has(key);
  }

  #freeIndexName({ schema, name }: IndexRecord): void {
    const key = relationKey(schema, name);
    this.#idsByName.delete(key);
    this.#numberedNames.free(key);
  }

  #unlinkRelation(key: RelationKey, relation: Relation): void {
    this.#dependents.remove(relation.partitionOf, key);
    this.#dependents.remove(relation.owner?.table, key);
    for (const read of relation.reads) this.#dependents.remove(read, key);
  }

  #recordsOf(ids: ReadonlySet<number> | undefined): IndexRecord[] {
    return [...(ids ?? [])].flatMap((id) => this.#indexes.get(id) ?? []);
  }

  #dependentsOf(key: RelationKey): Relation[] {
    const keys = this.#dependents.get(key);
    return keys ? [...keys].flatMap((dependent) => this.#relations.get(dependent) ?? []) : [];
  }
}
