import { bareHash } from './ledger';
import { waysBetween, type MigrationEdge } from './migration-graph';

/** The contract from which a migration is planned. */
export interface PlanOrigin {
  /** As `migration.json` writes it. */
  readonly hash: string;
  /** A migration that leads to it. */
  readonly migration: string;
}

/** From where to plan, or between what that is to be decided. */
export type PlanOrigins =
  | ({ readonly kind: 'clear'; readonly isMarker: boolean } & PlanOrigin)
  | { readonly kind: 'unclear'; readonly ends: readonly PlanOrigin[] };

/**
 * From where the next migration leads on, where no ref says so: from where the migrations end, of several ends from the one
 * that lies ahead of the database. Of migrations that lead in a circle from where the database is.
 *
 * @param marker the contract at which the database is, where that is known
 */
export function planOrigins(edges: readonly MigrationEdge[], marker: string | undefined): PlanOrigins {
  const bare = edges.map((edge) => ({
    ...edge,
    from: edge.from === undefined ? undefined : bareHash(edge.from),
    to: bareHash(edge.to),
  }));
  const here = marker === undefined ? undefined : bareHash(marker);
  const beginnings = new Set(bare.map(({ from }) => from));
  const origins = new Map(
    edges.map(({ name, to }): [string, PlanOrigin] => [bareHash(to), { hash: to, migration: name }]),
  );
  const ends = [...origins].filter(([hash]) => !beginnings.has(hash));
  const ahead = here === undefined ? undefined : waysBetween(bare, here);
  const endsAhead = ends.filter(([hash]) => ahead?.has(hash));
  const atMarker = [...origins].filter(([hash]) => hash === here);
  const [only, ...more] = [endsAhead, ends, atMarker].find(({ length }) => length > 0) ?? [];
  if (only && more.length === 0) return { kind: 'clear', isMarker: only[0] === here, ...only[1] };
  const all = ends.length > 0 ? ends : [...origins];
  return { kind: 'unclear', ends: all.map(([, origin]) => origin) };
}
