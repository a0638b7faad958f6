/** What tells databases apart, whatever names and tunnels lead to them. */
export interface DatabaseIdentity {
  /** The cluster's own number, given when it was made; undefined where the user may not ask. */
  readonly system: string | undefined;
  /** The database's number within the cluster. */
  readonly oid: string;
  /** The ids of the rows of `_prisma_migrations`, which are random. */
  readonly rows: readonly string[];
}

/**
 * Whether two connections are to be taken for one database: the same cluster and the same database in it, and the same
 * rows. Where a server does not tell its number, the rest decides. A dump that was restored elsewhere has the rows of the
 * original but another number; a copy of the server's files cannot be distinguished from the original.
 */
export function isSameDatabase(one: DatabaseIdentity, other: DatabaseIdentity): boolean {
  const mayBeSameSystem =
    one.system === undefined || other.system === undefined || one.system === other.system;
  if (!mayBeSameSystem || one.oid !== other.oid) return false;
  // Two schemas of one database have rows of their own.
  if (one.rows.length === 0 && other.rows.length === 0)
    return one.system !== undefined && one.system === other.system;
  const known = new Set(other.rows);
  return one.rows.some((id) => known.has(id));
}
