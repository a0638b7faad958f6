import type { Range } from '../range';
import type { Step } from '../sql/step';
import type { ColumnRename, IndexDefinition } from './definition';
import { VersionedMap } from './versioned-map';

/** Who wrote a statement: Prisma, or a person by hand. */
export type Author = 'prisma' | 'hand';

/** Where a thing was made. Offsets are those of the migration's text. */
export interface Origin {
  readonly migration: string;
  readonly file: string;
  /** The statement (or clause) that made it. */
  readonly range: Range;
  readonly author: Author;
}

/**
 * CREATE INDEX's text (for an exclusion constraint that of an index like its own), or what a constraint says without
 * one; both with the names that columns had then. `keyNames` are what the keys and INCLUDE contribute to default names.
 */
export type IndexSource =
  | {
      readonly kind: 'statement';
      readonly sql: string;
      /** Told without the grammar that all its keys are columns and that it has no WHERE clause. */
      readonly isPlain: boolean;
    }
  | {
      readonly kind: 'constraint';
      readonly definition: IndexDefinition;
      readonly keyNames: readonly string[];
    };

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
  readonly source: IndexSource;
  /** Columns of the table that keys, INCLUDE, expressions or predicate need. */
  readonly columns: readonly string[];
  /** Columns renamed since the source was written; see ColumnRename. */
  readonly renames: readonly ColumnRename[];
  readonly origin: Origin;
  /** What gave it its present name: the origin, or a later rename. */
  readonly named: Origin;
  /** The migration that makes its table comes behind the one that makes the index: on an empty database that fails. */
  readonly precedesTable?: boolean;
  /** The index of the partitioned table that this one is attached to. */
  readonly parent: number | undefined;
}

/** An index that a statement dropped, as it would be now if it had been kept. */
export interface DroppedIndex extends IndexRecord {
  readonly droppedBy: Step;
}

/** Schema and name in one text; see `relationKey`. */
export type RelationKey = string;

/** A column of a table. */
export interface ColumnKey {
  readonly table: RelationKey;
  readonly column: string;
}

export type RelationKind = 'table' | 'view' | 'materialized view' | 'sequence';

export interface Relation {
  readonly kind: RelationKind;
  readonly schema: string;
  readonly name: string;
  /** Column name → type as in ColumnDefinition, as far as they are known. */
  readonly columns: VersionedMap<string, string>;
  /** All columns are known: not those of a view, of CREATE TABLE AS, or of a table that no migration made. */
  readonly complete: boolean;
  /** Generated column → names in its expression. */
  readonly generated: ReadonlyMap<string, readonly string[]>;
  /** Columns that a person's statement made → where. */
  readonly handMade: VersionedMap<string, Origin>;
  readonly partitionOf: RelationKey | undefined;
  /** It was made with PARTITION BY. */
  readonly partitioned: boolean;
  /** Who made it; undefined where no migration made it, and where a column brought it. */
  readonly author: Author | undefined;
  /** For a sequence: the kind of column that brought it; undefined where a statement of its own made it. */
  readonly madeBy: 'serial' | 'identity' | undefined;
  /** For a sequence: the column that it belongs to, and goes with. */
  readonly owner: ColumnKey | undefined;
  /** For a view: the relations that it reads, and all names in its query. */
  readonly reads: readonly RelationKey[];
  readonly mentions: readonly string[];
}

const noColumns = VersionedMap.of<string, string>([]);
const noneGenerated: Relation['generated'] = new Map();
const noneHandMade = VersionedMap.of<string, Origin>([]);
const nothing: readonly string[] = [];

/** A relation of which nothing but its name is known. */
export function unknownRelation(kind: RelationKind, schema: string, name: string): Relation {
  return {
    kind,
    schema,
    name,
    columns: noColumns,
    complete: false,
    generated: noneGenerated,
    handMade: noneHandMade,
    partitionOf: undefined,
    partitioned: false,
    author: undefined,
    madeBy: undefined,
    owner: undefined,
    reads: nothing,
    mentions: nothing,
  };
}

/** The schema of temporary relations; they are gone when the migration ends. */
export const temporarySchema = 'pg_temp';

/** No PostgreSQL name holds a NUL, so it can stand between the two. */
export function relationKey(schema: string, name: string): RelationKey {
  return `${schema}\0${name}`;
}

/** The relation's schema alone. */
export function relationSchema(key: RelationKey): string {
  return key.slice(0, key.indexOf('\0'));
}

/** The relation's name alone. */
export function relationName(key: RelationKey): string {
  return key.slice(key.indexOf('\0') + 1);
}
