import { isOpen } from '../../../core/status/migration-status';
import type { KnownMigration } from '../../databases/known-state';

/** The groups of a project's migrations. */
export type GroupKind = 'attention' | 'pending' | 'applied';

export interface MigrationGroup {
  readonly kind: GroupKind;
  /** In the order in which they are shown. */
  readonly migrations: readonly KnownMigration[];
}

/** So many migrations of a group are shown before a person asks for more. */
export const pageSize = 200;

/** Whether something is wrong with it. What is only pending, in its order, has a group of its own. */
export function hasProblem(migration: KnownMigration): boolean {
  return migration.needsAttention && (!isOpen(migration) || migration.outOfOrder);
}

function groupOf(migration: KnownMigration): GroupKind {
  if (hasProblem(migration)) return 'attention';
  return isOpen(migration) ? 'pending' : 'applied';
}

/** The groups in their order, the empty ones left out. */
export function groupMigrations(migrations: readonly KnownMigration[]): MigrationGroup[] {
  const groups = new Map<GroupKind, KnownMigration[]>([
    ['attention', []],
    ['pending', []],
    ['applied', []],
  ]);
  for (const migration of migrations) groups.get(groupOf(migration))?.push(migration);
  return [...groups].flatMap(([kind, members]) => {
    if (members.length === 0) return [];
    // What was applied last is looked for most often; what is pending runs from top to bottom.
    return { kind, migrations: kind === 'pending' ? members : members.toReversed() };
  });
}

/** The migrations of as many pages as were asked for, and how many are left. */
export function firstPages(
  { migrations }: MigrationGroup,
  pages: number,
): { readonly shown: readonly KnownMigration[]; readonly left: number } {
  const shown = migrations.slice(0, pages * pageSize);
  return { shown, left: migrations.length - shown.length };
}
