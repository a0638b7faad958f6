import type { Range } from '../finding';
import type { NameRef } from './cursor';

/** What a DROP names. Kinds that no index hangs on are not read. */
export type DroppedKind =
  'index' | 'table' | 'view' | 'materialized view' | 'schema' | 'extension' | 'sequence' | 'type' | 'domain';

/** A statement that makes an index by itself. Everything that needs an expression's meaning is read later, from `sql`. */
export interface CreateIndex {
  readonly kind: 'create-index';
  /** Undefined where PostgreSQL chooses the name. CREATE INDEX takes no schema: the table's is used. */
  readonly name: NameRef | undefined;
  readonly table: NameRef;
  readonly ifNotExists: boolean;
  readonly only: boolean;
  /** Columns, and words that may be columns, that keys, INCLUDE and WHERE mention. */
  readonly mentions: readonly string[];
  /** The key and INCLUDE columns where all of them are plain columns. */
  readonly plainColumns: readonly string[] | undefined;
  /** Written just as Prisma writes it. */
  readonly prismaForm: boolean;
  /** The statement without its semicolon. */
  readonly sql: string;
}

export interface Drop {
  readonly kind: 'drop';
  readonly object: DroppedKind;
  readonly names: readonly NameRef[];
  readonly ifExists: boolean;
  readonly cascade: boolean;
}

export interface Rename {
  readonly kind: 'rename';
  /** `table` stands for whatever relation has the name: ALTER TABLE and ALTER INDEX rename either. */
  readonly object: 'relation' | 'column' | 'constraint' | 'schema';
  /** The relation (for columns and constraints the table), or the schema. */
  readonly of: NameRef;
  /** The column's or constraint's old name. */
  readonly from: string | undefined;
  readonly to: string;
}

export interface SetSchema {
  readonly kind: 'set-schema';
  readonly of: NameRef;
  readonly schema: string;
}

export interface AttachIndexPartition {
  readonly kind: 'attach-index-partition';
  readonly parent: NameRef;
  readonly child: NameRef;
}

/** A constraint that brings an index with it. */
export interface IndexConstraint {
  readonly kind: 'primary' | 'unique' | 'exclude';
  readonly name: string | undefined;
  readonly columns: readonly string[];
  readonly include: readonly string[];
  readonly nullsNotDistinct: boolean;
  /** For EXCLUDE: the access method. */
  readonly method: string | undefined;
  /** For EXCLUDE: the elements and the predicate as written. */
  readonly mentions: readonly string[];
  /** ADD CONSTRAINT … USING INDEX: takes over an existing index. */
  readonly usingIndex: string | undefined;
}

export interface ColumnDefinition {
  readonly name: string;
  /** The type's name without schema, modifiers and array marks, folded (`vector` of `public.vector(384)`). */
  readonly type: string;
  readonly constraints: readonly IndexConstraint[];
}

export interface CreateTable {
  readonly kind: 'create-table';
  readonly name: NameRef;
  readonly ifNotExists: boolean;
  readonly temporary: boolean;
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly IndexConstraint[];
  readonly likes: readonly { readonly table: NameRef; readonly indexes: boolean }[];
  readonly partitionOf: NameRef | undefined;
  readonly inherits: readonly NameRef[];
}

/** A relation whose columns are not followed: a view, a materialized view, a sequence, CREATE TABLE AS. */
export interface CreateRelation {
  readonly kind: 'create-relation';
  readonly object: 'table' | 'view' | 'materialized view' | 'sequence';
  readonly name: NameRef;
  readonly ifNotExists: boolean;
}

export type TableAction =
  | { readonly kind: 'add-column'; readonly column: ColumnDefinition; readonly ifNotExists: boolean }
  | { readonly kind: 'drop-column'; readonly name: string; readonly range: Range }
  | { readonly kind: 'alter-type'; readonly name: string; readonly type: string; readonly range: Range }
  | { readonly kind: 'add-constraint'; readonly constraint: IndexConstraint }
  | { readonly kind: 'drop-constraint'; readonly name: string; readonly range: Range }
  | { readonly kind: 'attach-partition'; readonly table: NameRef }
  | { readonly kind: 'detach-partition'; readonly table: NameRef };

export interface AlterTable {
  readonly kind: 'alter-table';
  readonly table: NameRef;
  readonly actions: readonly TableAction[];
}

export interface SetSearchPath {
  readonly kind: 'set-search-path';
  readonly path: readonly string[];
}

/** What a statement does to indexes, or to something that indexes hang on. */
export type Operation =
  | CreateIndex
  | Drop
  | Rename
  | SetSchema
  | AttachIndexPartition
  | CreateTable
  | CreateRelation
  | AlterTable
  | SetSearchPath;
