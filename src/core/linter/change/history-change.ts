import type { Ledger } from '../../ledger/ledger';
import type { IndexRecord } from '../../ledger/records';
import type { Fix } from '../findings/finding';
import type { Forgotten } from './lost-objects';
import type { MigrationText } from '../../ledger/replay';

/** A settled migration that is no longer as it was at the base. */
export interface ChangedMigration {
  /** As it was at the base; `folder` is its folder's path then, from the repository's top. */
  readonly before: MigrationText & { readonly folder: string };
  /** The same migration now; for a renamed one the one with its text. Undefined where it was deleted. */
  readonly now: MigrationText | undefined;
}

/** The base, for commands that a person copies. */
export interface Base {
  /** Its commit, as a person may name it. */
  readonly commit: string;
  /** The repository's folder, from the working directory, where that is outside of it. */
  readonly repository?: string | undefined;
}

/** A history as it was at the base, and as it is. */
export interface HistoryChange {
  readonly base: Base;
  readonly changed: readonly ChangedMigration[];
  /** Migrations that are not part of the base, in order; those renamed are not among them. */
  readonly added: readonly MigrationText[];
  readonly ledgerAtBase: Ledger;
  readonly ledgerNow: Ledger;
  /** What the base made besides indexes, and no migration makes any more. */
  readonly forgotten: readonly Forgotten[];
  /** Migrations that are gone, with blocks of which nobody can tell what they made, and that no new migration has. */
  readonly unknowable: readonly string[];
  /** Makes indexes and objects again in a migration behind the others; undefined where that cannot be. */
  readonly restoreBehind: (indexes: readonly IndexRecord[]) => Fix | undefined;
  /** Names of indexes that a statement of the history as it is takes away. */
  readonly takenAway: ReadonlySet<string>;
  /** Whether an index was protected at the base: of any other the schema tells whether it is wanted. */
  readonly wasProtected: (index: IndexRecord) => boolean;
  readonly describe: (index: IndexRecord) => string;
  readonly createStatementOf: (index: IndexRecord) => string | undefined;
  /** What the index of that name has now and had not, in words that complete "it has"; empty where there is none of that name, or it cannot be read. */
  readonly differencesNow: (index: IndexRecord) => readonly string[];
  /** An index on the same table with the same definition, by whatever name. */
  readonly sameNow: (index: IndexRecord) => IndexRecord | undefined;
}
