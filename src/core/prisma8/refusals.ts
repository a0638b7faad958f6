import { isHashRight, type Sha256 } from './migration-facts';
import type { MigrationLine } from './migration-graph';

/**
 * Why Prisma 8 does not apply a migration.
 *
 * - hash: its files are not those over which its hash was computed
 * - origin: no migration leads to the contract at which it begins
 */
export type Refusal = 'hash' | 'origin';

/** The texts of a migration. */
export interface MigrationTexts {
  readonly name: string;
  /** `migration.json`. */
  readonly facts: string;
  /** `ops.json`. */
  readonly operations: string;
}

/** The migrations that Prisma 8 does not apply, each with the reasons. */
export function refusalsOf(
  migrations: readonly MigrationTexts[],
  lines: readonly MigrationLine[],
  sha256: Sha256,
): { readonly name: string; readonly refusal: Refusal }[] {
  const changed = migrations
    .filter(({ facts, operations }) => isHashRight(facts, operations, sha256) === false)
    .map(({ name }) => ({ name, refusal: 'hash' as const }));
  const cutOff = lines.flatMap(({ beginsAt, migrations: [first] }) =>
    beginsAt !== undefined && first ? [first.name] : [],
  );
  return [...changed, ...[...new Set(cutOff)].map((name) => ({ name, refusal: 'origin' as const }))];
}
