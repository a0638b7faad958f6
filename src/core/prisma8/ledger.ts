import type { RowTime } from '../database/migration-row';

/** A row of `prisma_contract.ledger`: a migration that was applied, or a change that `db update` made without one. */
export interface LedgerEntry {
  readonly id: string;
  readonly space: string;
  /** Undefined where no migration was applied, and in databases of older versions, which keep no names. */
  readonly migration: string | undefined;
  /** What Prisma computed over the migration's files; undefined as above. */
  readonly hash: string | undefined;
  /** The contract at which the database was before; undefined where it was empty. */
  readonly from: string | undefined;
  readonly to: string;
  readonly appliedAt: RowTime;
}

/** What Prisma 8 keeps in a database, in the schema `prisma_contract`. */
export interface Prisma8Records {
  /** By space, the contract at which the database is. */
  readonly markers: ReadonlyMap<string, string>;
  /** Oldest first. */
  readonly ledger: readonly LedgerEntry[];
}

/** The space of the project's own migrations; each extension has one of its own. */
export const ownSpace = 'app';

/** A hash without the name of the algorithm, which older versions put before it. */
export function bareHash(hash: string): string {
  return hash.replace(/^\w+:/, '');
}

/** The first characters of a hash, by which people know it. */
export function shortHash(hash: string): string {
  return bareHash(hash).slice(0, 8);
}
