import type { ObjectKind, ObjectMode } from '../ledger/object-record';

/** An index as the database's own catalogue has it. */
export interface CatalogueIndex {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  /** PostgreSQL's reprint of the statement that makes it; empty where a lock of somebody else's is in the way. */
  readonly definition: string;
  /** False for what a CREATE INDEX CONCURRENTLY that broke off has left: it slows down writes, and no query uses it. */
  readonly isValid: boolean;
  /** Whether it belongs to a constraint: a key, UNIQUE, EXCLUDE. */
  readonly isOfConstraint: boolean;
  /** By key: the collation's name, empty where the type has none. */
  readonly collations: readonly string[];
  /** On disk. */
  readonly bytes: number;
  /** How often it has served a query since the statistics were last reset. */
  readonly scans: number;
}

/** Something that is no index, and that Prisma does not see, as the database's own catalogue has it. */
export interface CatalogueObject {
  /** Every other constraint is `deferrable`, whether it can wait or not: a key, UNIQUE, a foreign key. */
  readonly kind: ObjectKind;
  readonly schema: string;
  /** Null for what is on no table. */
  readonly table: string | null;
  /** Of row level security the table's name; of a routine without its arguments. */
  readonly name: string;
  readonly mode: ObjectMode;
  /** Of a constraint, whether it can wait for the end of a transaction. */
  readonly isDeferrable: boolean;
  /** Of a trigger, the function that it calls, without its schema. */
  readonly calls: string | null;
}
