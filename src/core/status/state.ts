import type { MigrationState } from '../linter/findings/finding';

/** What is known of where migrations have gone. */
export interface MigrationFacts {
  /** Migrations that exist at the base; undefined without version control. */
  readonly atBase: ReadonlySet<string> | undefined;
  /** Migrations that rows of a shared database say are applied. */
  readonly appliedToShared?: ReadonlySet<string>;
  /** Migrations that rows of the local database say are applied; undefined where they have not been read. */
  readonly appliedLocally?: ReadonlySet<string>;
}

/** Rows win over version control; without either every migration is a draft. */
export function stateOf(migration: string, facts: MigrationFacts): MigrationState {
  if (facts.appliedToShared?.has(migration) || facts.atBase?.has(migration)) return 'settled';
  return facts.appliedLocally?.has(migration) ? 'local' : 'draft';
}
