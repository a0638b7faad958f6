import { isHashRight, readMigrationFacts, type Sha256 } from './migration-facts';
import type { MigrationLine } from './migration-graph';
import { readOperations } from './operations-file';

/**
 * Why Prisma 8 does not apply a migration.
 *
 * - hash: its files are not those over which its hash was computed
 * - origin: no migration leads to the contract at which it begins
 * - nowhere: it ends at the contract at which it begins, and changes no data: Prisma 8 applies none as long as it is there
 */
export type Refusal = 'hash' | 'origin' | 'nowhere';

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
  const nowhere = migrations.filter(leadsNowhere).map(({ name }) => ({ name, refusal: 'nowhere' as const }));
  const cutOff = lines.flatMap(({ beginsAt, migrations: [first] }) =>
    beginsAt !== undefined && first ? [first.name] : [],
  );
  const origin = [...new Set(cutOff)].map((name) => ({ name, refusal: 'origin' as const }));
  return [...changed, ...nowhere, ...origin];
}

function leadsNowhere({ facts, operations }: MigrationTexts): boolean {
  const read = readMigrationFacts(facts);
  if (typeof read === 'string' || read.from !== read.to) return false;
  const { problems, operations: list } = readOperations(operations);
  return problems.length === 0 && list.every(({ operationClass }) => operationClass !== 'data');
}
