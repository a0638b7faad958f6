import type { CatalogueTable } from '../database/tables';
import type { IndexDefinition } from '../ledger/definition';
import type { CreateIndexText } from '../ledger/create-index-text';
import type { ProtectedObject } from '../protection/protected-object';

/** One statement, without its semicolon. */
export interface RestoreStatement {
  readonly sql: string;
  /** It runs only outside a transaction, so that nothing may stand beside it in a migration. */
  readonly isConcurrent: boolean;
}

/** How one protected index comes back in one database. */
export interface RestorePlan {
  /** create: nothing has its name; reindex: it is invalid; swap: another index has its name. */
  readonly kind: 'create' | 'reindex' | 'swap';
  readonly index: PlannedIndex;
  readonly table: CatalogueTable;
  readonly statements: readonly RestoreStatement[];
  /** What waits for it, in sentences. */
  readonly locks: readonly string[];
  /** What else a person should know before, in sentences. */
  readonly notes: readonly string[];
}

interface PlannedIndex {
  /** The schema before names in the statements; undefined for the connection's own. */
  readonly schema: string | undefined;
  readonly name: string;
  readonly definition: IndexDefinition | undefined;
  /** What makes it; undefined where it is not one CREATE INDEX (a constraint), or is not needed. */
  readonly create: CreateIndexText | undefined;
}

/** How one protected object that is no index comes back in one database. */
export interface ObjectPlan {
  readonly object: ProtectedObject;
  /** Completes "it is": `missing`, `disabled`. */
  readonly was: string;
  /** Undefined for what is on no table. */
  readonly table: CatalogueTable | undefined;
  /** The schema of the table in names; undefined for the connection's own. */
  readonly schema: string | undefined;
  /** Statements without semicolons, in order; they belong into one transaction. */
  readonly statements: readonly string[];
  /** Where the rows are checked afterwards, while reads and writes go on: a transaction of its own. */
  readonly validation: string | undefined;
  /** Whether the statements do the same once more without a word where all is well. */
  readonly isRepeatable: boolean;
  /** What waits for it, in sentences. */
  readonly locks: readonly string[];
  /** What else a person should know before, in sentences. */
  readonly notes: readonly string[];
}

/** Why an index cannot be brought back so, and what to do. */
export interface Refusal {
  readonly name: string;
  readonly state: 'missing' | 'invalid' | 'different' | 'pending';
  /** Sentences. */
  readonly reason: string;
}
