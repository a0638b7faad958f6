import type { NameRef } from '../sql/cursor';
import { relationKey, type IndexRecord, type Relation, type RelationKey } from './records';

const DEFAULT_SEARCH_PATH: readonly string[] = ['public'];

/**
 * What exists after replaying part of a history: relations and the indexes on them. The maps change, the records in them
 * do not, so a copy costs little and two states can be compared.
 */
export class Ledger {
  private readonly relations: Map<RelationKey, Relation>;
  private readonly indexes: Map<RelationKey, IndexRecord>;
  private readonly indexesByTable: Map<RelationKey, readonly RelationKey[]>;
  /** Both are rare; knowing them spares a walk over everything. */
  private readonly partitions: Set<RelationKey>;
  private readonly attachedIndexes: Set<RelationKey>;
  private lastId: number;
  searchPath = DEFAULT_SEARCH_PATH;

  constructor(from?: Ledger) {
    this.relations = new Map(from?.relations);
    this.indexes = new Map(from?.indexes);
    this.indexesByTable = new Map(from?.indexesByTable);
    this.partitions = new Set(from?.partitions);
    this.attachedIndexes = new Set(from?.attachedIndexes);
    this.lastId = from?.lastId ?? 0;
  }

  /** A copy that can go its own way, with the search path that a new session has. */
  fork(): Ledger {
    return new Ledger(this);
  }

  newId(): number {
    return ++this.lastId;
  }

  allIndexes(): IterableIterator<IndexRecord> {
    return this.indexes.values();
  }

  allRelations(): IterableIterator<Relation> {
    return this.relations.values();
  }

  /** Where a new relation goes whose name has no schema. */
  creationSchema(name: NameRef): string {
    return name.schema ?? this.searchPath[0] ?? 'public';
  }

  relation(key: RelationKey): Relation | undefined {
    return this.relations.get(key);
  }

  index(schema: string, name: string): IndexRecord | undefined {
    return this.indexes.get(relationKey(schema, name));
  }

  indexById(id: number, hint?: IndexRecord): IndexRecord | undefined {
    const there = hint && this.index(hint.schema, hint.name);
    if (there?.id === id) return there;
    for (const index of this.indexes.values()) if (index.id === id) return index;
    return undefined;
  }

  findRelation(name: NameRef): Relation | undefined {
    return this.find(this.relations, name);
  }

  findIndex(name: NameRef): IndexRecord | undefined {
    return this.find(this.indexes, name);
  }

  /** Whether a relation or index of this name stands in the way of a new one. */
  isTaken(schema: string, name: string): boolean {
    const key = relationKey(schema, name);
    return this.relations.has(key) || this.indexes.has(key);
  }

  indexesOn(table: RelationKey): IndexRecord[] {
    const keys = this.indexesByTable.get(table) ?? [];
    return keys.flatMap((key) => this.indexes.get(key) ?? []);
  }

  partitionsOf(table: RelationKey): Relation[] {
    const relations = [...this.partitions].flatMap((key) => this.relations.get(key) ?? []);
    return relations.filter((relation) => relation.partitionOf === table);
  }

  /** The indexes of partitions that belong to an index of the partitioned table. */
  attachedTo(index: IndexRecord): IndexRecord[] {
    const indexes = [...this.attachedIndexes].flatMap((key) => this.indexes.get(key) ?? []);
    return indexes.filter((child) => child.parent === index.id);
  }

  putRelation(relation: Relation): void {
    const key = relationKey(relation.schema, relation.name);
    this.relations.set(key, relation);
    if (relation.partitionOf === undefined) this.partitions.delete(key);
    else this.partitions.add(key);
  }

  removeRelation(key: RelationKey): void {
    this.relations.delete(key);
    this.partitions.delete(key);
  }

  putIndex(index: IndexRecord): void {
    const key = relationKey(index.schema, index.name);
    const previous = this.indexes.get(key);
    if (previous) this.removeIndex(previous);
    this.indexes.set(key, index);
    if (index.parent !== undefined) this.attachedIndexes.add(key);
    this.indexesByTable.set(index.table, [...(this.indexesByTable.get(index.table) ?? []), key]);
  }

  removeIndex(index: IndexRecord): void {
    const key = relationKey(index.schema, index.name);
    if (!this.indexes.delete(key)) return;
    this.attachedIndexes.delete(key);
    const others = (this.indexesByTable.get(index.table) ?? []).filter((other) => other !== key);
    if (others.length > 0) this.indexesByTable.set(index.table, others);
    else this.indexesByTable.delete(index.table);
  }

  /**
   * PostgreSQL's look-up along the search path. A name without a schema that is not found there is taken wherever it
   * stands alone: the connection may name another default schema than `public`.
   */
  private find<T extends { readonly schema: string; readonly name: string }>(
    things: ReadonlyMap<RelationKey, T>,
    name: NameRef,
  ): T | undefined {
    if (name.schema !== undefined) return things.get(relationKey(name.schema, name.name));
    for (const schema of this.searchPath) {
      const found = things.get(relationKey(schema, name.name));
      if (found) return found;
    }
    let only: T | undefined;
    for (const schema of this.schemas()) {
      const found = things.get(relationKey(schema, name.name));
      if (found && only) return undefined;
      only ??= found;
    }
    return only;
  }

  private schemas(): Set<string> {
    const schemas = new Set<string>(['public']);
    for (const relation of this.relations.values()) schemas.add(relation.schema);
    return schemas;
  }
}
