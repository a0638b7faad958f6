import { ownCommand, type CommandTarget } from '../core/command-target';
import { isOpen, type AppliedState, type MigrationStatus } from '../core/status/migration-status';
import type { StatusReport } from './status';

/**
 * Whether Prisma may compare the schema with a database and write a migration.
 *
 * - ready: it finds nothing there that it would want to apply or reset
 * - apart: it would first apply something, so it is not to see this database; `because` says what, as a sentence
 * - drifted: it would want to reset the database, because files differ from what was applied
 * - blocked: the migrations are not in order; `reasons` are sentences
 */
export type Readiness =
  | { readonly kind: 'ready' }
  | { readonly kind: 'apart'; readonly because: string }
  | { readonly kind: 'drifted' }
  | { readonly kind: 'blocked'; readonly reasons: readonly string[] };

/** @param hasTables whether the database has tables of any kind */
export function readinessOf(
  { migrations, location, hasTable }: StatusReport,
  hasTables: boolean,
  target: CommandTarget,
): Readiness {
  const reasons = migrations.flatMap((status) => blockedBy(status, target));
  if (reasons.length > 0) return { kind: 'blocked', reasons };
  if (has(migrations, 'drifted') || has(migrations, 'missing')) return { kind: 'drifted' };
  if (has(migrations, 'squashed')) {
    return {
      kind: 'apart',
      because: `${location} has applied migrations that were squashed since, and Prisma would want to reset it.`,
    };
  }
  const pending = migrations.filter(isOpen).length;
  if (pending > 0) {
    const what = pending === 1 ? 'A migration is' : `${pending} migrations are`;
    return {
      kind: 'apart',
      because: `${what} not applied to ${location} yet, and Prisma would do that first.`,
    };
  }
  if (!hasTable && hasTables) {
    return {
      kind: 'apart',
      because: `${location} has tables that no migration made, and Prisma would want to reset it.`,
    };
  }
  return { kind: 'ready' };
}

function has(migrations: readonly MigrationStatus[], wanted: AppliedState): boolean {
  return migrations.some(({ state }) => state === wanted);
}

function blockedBy({ name, state }: MigrationStatus, target: CommandTarget): string[] {
  switch (state) {
    case 'failed':
      return [
        `${name} has failed, and that has to be resolved first: ${ownCommand('status', target)} shows how.`,
      ];
    case 'empty':
      return [`${name} has no migration.sql: bring the file back, or move the folder elsewhere.`];
    default:
      return [];
  }
}
