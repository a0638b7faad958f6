import { isApplied, type MigrationRow } from '../core/database/migration-row';

/**
 * Tells which migrations are still to be applied. Where there are no rows, nobody runs migrations there (`db push`, a
 * copy), so that none is on its way.
 */
export function pendingTest(rows: readonly MigrationRow[] | undefined): (migration: string) => boolean {
  const applied = new Set(rows?.filter(isApplied).map(({ name }) => name));
  return (migration) => rows !== undefined && !applied.has(migration);
}
