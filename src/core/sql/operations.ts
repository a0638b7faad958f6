import type { Range } from '../range';
import type { NameRef } from './cursor';
import type {
  AlterPolicy,
  CreateNamed,
  CreateOnTable,
  CreateRoutine,
  DropOnTable,
  DropRoutine,
  MoveRoutine,
  RenameOnTable,
} from './object-operations';

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
  readonly concurrently: boolean;
  readonly only: boolean;
  /** Columns, and words that may be columns, that keys, INCLUDE and WHERE mention. */
  readonly mentions: readonly string[];
  /** The key and INCLUDE columns where all of them are plain columns. */
  readonly plainColumns: readonly string[] | undefined;
  /** Written just as Prisma writes it. */
  readonly prismaForm: boolean;
  /** It has a WHERE clause. */
  readonly partial: boolean;
  /** The statement without its semicolon. */
  readonly sql: string;
}

export interface Drop {
  readonly kind: 'drop';
  readonly object: DroppedKind;
  readonly names: readonly NameRef[];
  readonly ifExists: boolean;
  /** DROP INDEX CONCURRENTLY. */
  readonly concurrently: boolean;
  readonly cascade: boolean;
}

export interface Rename {
  readonly kind: 'rename';
  /** `relation` stands for whatever has the name, indexes included: ALTER TABLE and ALTER INDEX rename either. */
  readonly object: 'relation' | 'column' | 'constraint' | 'schema' | 'type';
  /** The relation (for columns and constraints the table), the schema or the type. */
  readonly of: NameRef;
  /** The column's or constraint's old name. */
  readonly from: string | undefined;
  readonly to: string;
}

interface SetSchema {
  readonly kind: 'set-schema';
  readonly of: NameRef;
  readonly schema: string;
}

interface AttachIndexPartition {
  readonly kind: 'attach-index-partition';
  readonly parent: NameRef;
  readonly child: NameRef;
}

/** A constraint that brings an index with it. */
export interface IndexConstraint {
  readonly kind: 'primary' | 'unique' | 'exclude';
  readonly name: string | undefined;
  /** The key columns; empty for EXCLUDE. */
  readonly columns: readonly string[];
  readonly include: readonly string[];
  readonly nullsNotDistinct: boolean;
  /** DEFERRABLE or INITIALLY DEFERRED. */
  readonly deferrable: boolean;
  readonly method: string;
  /** Storage parameters of WITH, as `name=value`. */
  readonly parameters: readonly string[];
  /** For EXCLUDE: the CREATE INDEX statement of an index like the constraint's. */
  readonly likeIndex: string | undefined;
  /** For EXCLUDE: the operators of its elements, as written. */
  readonly operators: readonly string[];
  /** Columns, and words that may be columns, that the constraint mentions anywhere. */
  readonly mentions: readonly string[];
  /** For EXCLUDE, and where it is deferrable: what stands behind CONSTRAINT and the name, as the table would have it. */
  readonly sql: string | undefined;
  /** ADD CONSTRAINT … USING INDEX: takes over an existing index. */
  readonly usingIndex: string | undefined;
}

/** A constraint without an index: CHECK, or a foreign key. */
export interface PlainConstraint {
  readonly kind: 'check' | 'foreign-key';
  readonly name: string | undefined;
  /** Columns, and words that may be columns, of its own table that it mentions. */
  readonly columns: readonly string[];
  /** What stands behind CONSTRAINT and the name, without NOT VALID; of a column's foreign key as the table would have it. */
  readonly sql: string;
  readonly deferrable: boolean;
  readonly notValid: boolean;
  /** For a foreign key. */
  readonly references: NameRef | undefined;
}

/** The sequence that a column of type SERIAL or an identity column brings with it. */
export interface ColumnSequence {
  readonly kind: 'serial' | 'identity';
  /** SEQUENCE NAME of an identity column; undefined where PostgreSQL chooses. */
  readonly name: NameRef | undefined;
}

export interface ColumnDefinition {
  readonly name: string;
  /** The type without its schema, in lower case: `vector(384)`, `text[]`. Empty where a column has none of its own. */
  readonly type: string;
  readonly constraints: readonly IndexConstraint[];
  readonly plainConstraints: readonly PlainConstraint[];
  /** What the expression of a generated column mentions; undefined for other columns. */
  readonly generatedFrom: readonly string[] | undefined;
  readonly sequence: ColumnSequence | undefined;
}

/** What LIKE takes over of a table besides its columns. */
export interface Like {
  readonly table: NameRef;
  readonly indexes: boolean;
  readonly identity: boolean;
  readonly generated: boolean;
  /** CHECK constraints. */
  readonly constraints: boolean;
}

export interface CreateTable {
  readonly kind: 'create-table';
  readonly name: NameRef;
  readonly ifNotExists: boolean;
  readonly temporary: boolean;
  readonly columns: readonly ColumnDefinition[];
  /** Those of columns and those of the table, as they stand. */
  readonly constraints: readonly IndexConstraint[];
  readonly plainConstraints: readonly PlainConstraint[];
  readonly likes: readonly Like[];
  readonly partitionOf: NameRef | undefined;
  /** PARTITION BY: it has partitions itself. */
  readonly partitioned: boolean;
  /** Its columns are those of a composite type. */
  readonly ofType: boolean;
  readonly inherits: readonly NameRef[];
}

/** A relation whose columns are not followed: a view, a materialized view, a sequence, CREATE TABLE AS. */
export interface CreateRelation {
  readonly kind: 'create-relation';
  readonly object: 'table' | 'view' | 'materialized view' | 'sequence';
  readonly name: NameRef;
  readonly ifNotExists: boolean;
  readonly temporary: boolean;
  /** For a view: names that may be relations, and every identifier of its query (`*` among them). */
  readonly reads: readonly NameRef[];
  readonly mentions: readonly string[];
  /** For a sequence: OWNED BY. */
  readonly owner: ColumnName | undefined;
  /** OR REPLACE. */
  readonly replaces: boolean;
  /** The statement without its semicolon. */
  readonly sql: string;
}

/** A column as OWNED BY names it. */
export interface ColumnName {
  readonly table: NameRef;
  readonly column: string;
}

/** ALTER SEQUENCE … OWNED BY. */
export interface OwnSequence {
  readonly kind: 'own-sequence';
  readonly sequence: NameRef;
  /** Undefined for NONE. */
  readonly owner: ColumnName | undefined;
}

interface CreateEnum {
  readonly kind: 'create-enum';
  readonly name: NameRef;
}

interface CreateSchema {
  readonly kind: 'create-schema';
  readonly name: string;
}

export type TableAction =
  | { readonly kind: 'add-column'; readonly column: ColumnDefinition; readonly ifNotExists: boolean }
  | { readonly kind: 'drop-column'; readonly name: string; readonly cascade: boolean; readonly range: Range }
  | {
      readonly kind: 'alter-type';
      readonly name: string;
      /** As in ColumnDefinition. */
      readonly type: string;
      /** Nothing stands behind the type: no COLLATE and no USING. */
      readonly isPlain: boolean;
      readonly range: Range;
    }
  | { readonly kind: 'add-identity'; readonly name: string; readonly sequence: ColumnSequence }
  | { readonly kind: 'drop-identity'; readonly name: string }
  /** SET EXPRESSION and DROP EXPRESSION, after which the column is no generated one. */
  | { readonly kind: 'set-expression'; readonly name: string; readonly from: readonly string[] | undefined }
  | { readonly kind: 'add-constraint'; readonly constraint: IndexConstraint }
  | { readonly kind: 'add-plain-constraint'; readonly constraint: PlainConstraint }
  | { readonly kind: 'drop-constraint'; readonly name: string; readonly range: Range }
  | { readonly kind: 'validate-constraint'; readonly name: string }
  /** ALTER CONSTRAINT, where it says whether the constraint is deferrable. */
  | {
      readonly kind: 'alter-constraint';
      readonly name: string;
      readonly deferrable: boolean;
      /** What stands behind the name. */
      readonly traits: string;
      readonly range: Range;
    }
  /** ENABLE and DISABLE TRIGGER; without a name all of them. */
  | {
      readonly kind: 'trigger-firing';
      readonly name: string | undefined;
      readonly firing: TriggerFiring;
      readonly range: Range;
    }
  /** What it says of row level security, as of now; undefined where it says nothing of that. */
  | {
      readonly kind: 'row-level-security';
      readonly enabled: boolean | undefined;
      readonly forced: boolean | undefined;
      readonly range: Range;
    }
  | { readonly kind: 'attach-partition'; readonly table: NameRef }
  | { readonly kind: 'detach-partition'; readonly table: NameRef };

/** When a trigger fires; replica: only when another server's changes are applied. */
export type TriggerFiring = 'enabled' | 'disabled' | 'replica' | 'always';

export interface AlterTable {
  readonly kind: 'alter-table';
  readonly table: NameRef;
  readonly ifExists: boolean;
  /** `ALTER TABLE ONLY`: partitions get nothing of it. */
  readonly only: boolean;
  /** In the order in which PostgreSQL carries them out: what drops goes first. */
  readonly actions: readonly TableAction[];
}

interface SetSearchPath {
  readonly kind: 'set-search-path';
  readonly path: readonly string[];
  /** Goes back to the path that the connection began with. */
  readonly isReset: boolean;
}

/** What a statement does to what Prisma does not see, to something that hangs together with that, or to sequences. */
export type Operation =
  | CreateIndex
  | Drop
  | Rename
  | SetSchema
  | AttachIndexPartition
  | CreateTable
  | CreateRelation
  | OwnSequence
  | CreateSchema
  | CreateEnum
  | AlterTable
  | CreateOnTable
  | DropOnTable
  | RenameOnTable
  | AlterPolicy
  | CreateRoutine
  | DropRoutine
  | MoveRoutine
  | CreateNamed
  | SetSearchPath;
