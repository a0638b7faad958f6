import type { Range } from '../finding';
import type { ColumnRename, IndexDefinition } from './definition';

/** By whose hand a statement was written. */
export type Hand = 'prisma' | 'hand';

/** Where a thing was made. Offsets are those of the migration's text. */
export interface Origin {
  readonly migration: string;
  readonly file: string;
  /** The statement (or clause) that made it. */
  readonly range: Range;
  readonly hand: Hand;
}

/** An index, as the migrations up to some point made it. Records never change; a change makes a new one with the same id. */
export interface IndexRecord {
  /** Stays the same through renames and moves. */
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  /** The key of the relation that it indexes. */
  readonly table: RelationKey;
  /** Set where a constraint owns the index: it cannot be dropped by DROP INDEX. */
  readonly constraint: 'primary' | 'unique' | 'exclude' | undefined;
  /** CREATE INDEX's text, or what a constraint says without one. */
  readonly source:
    | { readonly kind: 'statement'; readonly sql: string }
    | { readonly kind: 'constraint'; readonly definition: IndexDefinition };
  /** Columns of the table that keys, INCLUDE, expressions or predicate need. */
  readonly columns: readonly string[];
  /** Columns renamed since the source was written. */
  readonly renames: readonly ColumnRename[];
  readonly origin: Origin;
  /** What gave it its present name: the origin, or a later rename. */
  readonly named: Origin;
  /** The index of the partitioned table that this one is attached to. */
  readonly parent: number | undefined;
}

/** Schema and name in one text; see `relationKey`. */
export type RelationKey = string;

export type RelationKind = 'table' | 'view' | 'materialized view' | 'sequence';

export interface Relation {
  readonly kind: RelationKind;
  readonly schema: string;
  readonly name: string;
  /** Column name → type name; empty where the columns are not known (a view, CREATE TABLE AS). */
  readonly columns: ReadonlyMap<string, string>;
  readonly partitionOf: RelationKey | undefined;
}

/** No PostgreSQL name holds a NUL, so it can stand between the two. */
export function relationKey(schema: string, name: string): RelationKey {
  return `${schema}\0${name}`;
}

/** The relation's name alone. */
export function relationName(key: RelationKey): string {
  return key.slice(key.indexOf('\0') + 1);
}
